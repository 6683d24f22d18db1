import assert from "node:assert/strict";
import { test } from "node:test";
import { commonScale, describe, milliseconds, waterfall } from "../../Sources/ReparteeServer/Web/waterfall.js";

const turn = (latency_ms, ...stages) => ({ type: "turn", latency_ms, stages: stages.map(([name, ms]) => ({ name, ms })) });

test("parts follow one another and their sum is the latency", () => {
  const fall = waterfall(turn(412.5, ["silence_noticed", 64], ["final_transcript", 0], ["first_token", 120.5], ["turn_decided", 228]));
  assert.deepEqual(fall.parts.map((part) => part.from), [0, 64, 64, 184.5]);
  assert.equal(fall.sum, 412.5);
  assert.equal(fall.exact, true);
  assert.ok(Math.abs(fall.parts.reduce((total, part) => total + part.share, 0) - 1) < 1e-9);
});

test("tenths of milliseconds do not gather rounding errors", () => {
  const fall = waterfall(turn(0.3, ["silence_noticed", 0.1], ["first_token", 0.2]));
  assert.equal(fall.sum, 0.3);
});

test("a sum that is not the latency is told", () => {
  assert.equal(waterfall(turn(500, ["silence_noticed", 64])).exact, false);
});

test("a turn that answered nobody has no waterfall", () => {
  assert.equal(waterfall(turn(null, ["silence_noticed", 64])), null);
  assert.equal(waterfall({ type: "turn", latency_ms: 3 }), null);
});

test("an unknown stage is shown by its name, a nonsensical one is left out", () => {
  const fall = waterfall({ type: "turn", latency_ms: 9, stages: [{ name: "tool_call", ms: 9 }, { name: "x", ms: -1 }, { name: "y", ms: "7" }, null] });
  assert.deepEqual(fall.parts.map((part) => part.label), ["tool call"]);
});

test("a turn that took no time divides by nothing", () => {
  const fall = waterfall(turn(0, ["silence_noticed", 0]));
  assert.equal(fall.parts[0].share, 0);
  assert.equal(describe(fall), "Answered after 0 ms.");
});

test("bars of a call share a round scale that the longest fits in", () => {
  assert.equal(commonScale([]), 600);
  assert.equal(commonScale([350, 412]), 600);
  assert.equal(commonScale([601]), 800);
  assert.equal(commonScale([1340, Number.NaN]), 1400);
});

test("the description names the longest part", () => {
  const text = describe(waterfall(turn(300, ["silence_noticed", 64], ["turn_decided", 236])));
  assert.equal(text, "Answered after 300 ms; most of it: turn judged over, 236 ms.");
});

for (const [ms, text] of [[0, "0 ms"], [2.1, "2.1 ms"], [9, "9 ms"], [22.5, "23 ms"], [412, "412 ms"]]) {
  test(`${ms} ms is written ${text}`, () => assert.equal(milliseconds(ms), text));
}
