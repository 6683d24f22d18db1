import { waterfall } from "./waterfall.js";

/** Draws lines and figures. Knows no call. */

const element = (name, className = "", text = "") => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
};

/** @param {HTMLElement} list @param {import("./captions.js").Line[]} lines */
export function drawCaptions(list, lines) {
  lines.forEach((line, index) => {
    const key = JSON.stringify(line);
    const old = list.children[index];
    if (old?.dataset.key === key) return;
    const item = drawLine(line);
    item.dataset.key = key;
    if (old) old.replaceWith(item); else list.append(item);
  });
  while (list.children.length > lines.length) list.lastChild.remove();
}

function drawLine(line) {
  const item = element("li", line.who);
  if (line.who !== "note") item.append(element("span", "who", line.who === "user" ? "You" : "Agent"));
  item.append(element("span", line.open ? "open" : "", line.text));
  if (line.cut) item.append(" ", element("s", "", line.cut));
  if (line.turn) item.append(drawWaterfall(line.turn));
  return item;
}

function drawWaterfall(turn) {
  const { rows, sum } = waterfall(turn);
  const table = element("table", "waterfall");
  table.setAttribute("aria-label", "Where the time of this reply went");
  const body = table.createTBody();
  for (const { name, ms, start, share } of rows) {
    const row = body.insertRow();
    row.append(element("th", "", name));
    row.insertCell().append(bar(start, share));
    row.append(element("td", "", `${Math.round(ms)} ms`));
  }
  const foot = table.createTFoot().insertRow();
  foot.append(element("th", "", "you stop → agent heard"), element("td"), element("td", "", `${Math.round(sum)} ms`));
  return table;
}

function bar(start, share) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 1000 10");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const place = { x: 1000 * start, y: 0, width: Math.max(4, 1000 * share), height: 10 };
  for (const [name, value] of Object.entries(place)) rect.setAttribute(name, value);
  svg.append(rect);
  return svg;
}

/** @param {HTMLElement} list @param {[string, string][]} figures */
export function drawFigures(list, figures) {
  list.replaceChildren(...figures.map(([name, value]) => {
    const pair = element("div");
    pair.append(element("dt", "", name), element("dd", "", value));
    return pair;
  }));
}

/** @param {HTMLElement} place @param {[string, string, string][]} files text, address, name to save as */
export function drawDownloads(place, files) {
  place.replaceChildren(...files.map(([text, address, name]) => {
    const link = element("a", "", text);
    link.href = address;
    link.download = name;
    return link;
  }));
}
