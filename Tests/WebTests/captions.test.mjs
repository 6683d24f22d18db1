import assert from "node:assert/strict";
import test from "node:test";
import { caption, noLines, notHeard, overlapText } from "../../Sources/ReparteeServer/Web/captions.js";
import { transcript } from "../../Sources/ReparteeServer/Web/transcript.js";

const play = (messages) => messages.reduce(caption, noLines());
const user = (text, final) => ({ type: "transcript", role: "user", text, final });
const agent = (text, more = {}) => ({ type: "transcript", role: "agent", text, final: false, ...more });

test("words of the caller grow in one line, and the final words replace it", () => {
  const lines = play([user("what", false), user("what time", false), user("What time is it?", true)]);
  assert.deepEqual(lines.map(({ who, text, open }) => [who, text, open]), [["user", "What time is it?", false]]);
});

test("a turn after that begins a new line", () => {
  assert.equal(play([user("One.", true), user("Two.", true)]).length, 2);
});

test("a caller who said nothing after all leaves no line", () => {
  assert.equal(play([user("hm", false), user("", true)]).length, 0);
});

test("words of the agent appear as they are heard", () => {
  const lines = play([agent("It"), agent("It is"), agent("It is noon.", { final: true, generated: "It is noon.", interrupted: false })]);
  assert.deepEqual(lines.map(({ text, cut, open }) => [text, cut, open]), [["It is noon.", "", false]]);
});

test("at a barge-in the words that were not heard are cut", () => {
  const lines = play([agent("One two"), agent("One two", { final: true, generated: "One two three four.", interrupted: true }), user("Stop.", true)]);
  assert.equal(lines[0].cut, "three four.");
  assert.equal(lines[1].text, "Stop.");
});

test("what was not heard is counted in words, whatever the spaces", () => {
  assert.equal(notHeard("", "All of it."), "All of it.");
  assert.equal(notHeard("All  of", "All of\nit."), "it.");
  assert.equal(notHeard("All of it.", "All of it."), "");
});

test("a turn's times go to the reply they belong to, and a greeting has none", () => {
  const times = { type: "turn", latency_ms: 400, stages: [] };
  const lines = play([agent("Hi.", { final: true, generated: "Hi." }), { ...times, latency_ms: null },
    user("Hello?", true), agent("Yes.", { final: true, generated: "Yes." }), times]);
  assert.deepEqual(lines.map((line) => line.turn?.latency_ms ?? null), [null, null, 400]);
});

test("an overlap says why the agent went on", () => {
  const text = overlapText({ decision: "backchannel", reason: "words", words: "Mm-hmm.", probability: 0.974 });
  assert.equal(text, "words: “Mm-hmm.”, 0.97; the agent goes on");
});

test("messages that are unknown change nothing", () => {
  const lines = play([user("Hello", false)]);
  assert.equal(caption(lines, { type: "weather" }), lines);
});

test("the transcript holds what was said and marks what was not heard", () => {
  const lines = play([user("Hi.", true), agent("One", { final: true, generated: "One two.", interrupted: true }),
    { type: "error", code: "x", message: "A problem." }]);
  assert.equal(transcript(lines), "You: Hi.\nAgent: One [not heard: two.]\n");
});
