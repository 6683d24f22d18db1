import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const folder = new URL("../../Sources/ReparteeServer/Web/", import.meta.url);
const read = (name) => readFileSync(new URL(name, folder), "utf8");
const html = read("index.html");
const scripts = readdirSync(folder).filter((name) => name.endsWith(".js"));

test("the page has no inline script, style or handler, which its security policy would refuse", () => {
  assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=|javascript:/i);
  for (const [tag] of html.matchAll(/<script[^>]*>/g)) assert.match(tag, /\ssrc="[a-z-]+\.js"/);
});

test("nothing is fetched from anywhere else", () => {
  for (const text of [html, read("style.css"), ...scripts.map(read)]) {
    assert.doesNotMatch(text, /(src|href|url\(|import|from|fetch\()\s*[=("']*\s*["']?(https?:)?\/\/[a-z]/i);
  }
});

test("every element that the scripts ask for is on the page", () => {
  for (const [, id] of read("page.js").matchAll(/by\("([a-z-]+)"\)/g)) assert.ok(html.includes(`id="${id}"`), id);
});

test("every module that is imported is there", () => {
  for (const name of scripts) {
    for (const [, path] of read(name).matchAll(/from "\.\/([^"]+)"/g)) assert.ok(scripts.includes(path), `${name}: ${path}`);
  }
});

test("every control has a label or words of its own", () => {
  for (const [, id] of html.matchAll(/<(?:select|input type="text")[^>]*id="([a-z]+)"|<input id="words"/g)) {
    if (id) assert.ok(html.includes(`for="${id}"`), id);
  }
  assert.ok(html.includes('for="words"'));
  for (const [, words] of html.matchAll(/<button[^>]*>([^]*?)<\/button>/g)) {
    if (!words.replace(/<[^>]*>/g, "").trim()) assert.match(html, /id="failure-action" type="button" hidden><\/button>/);
  }
});

test("every class that the scripts set has a style", () => {
  const styles = read("style.css");
  for (const kind of ["hear", "write", "think", "speak", "decide"]) assert.ok(styles.includes(`.stage-${kind}`));
  for (const name of ["said", "words", "aside", "note", "fall", "track", "sum", "swatch", "cell"]) {
    assert.ok(styles.includes(`.${name}`), name);
  }
});

test("no module is long", () => {
  for (const name of scripts) assert.ok(read(name).split("\n").length <= 200, name);
});
