import assert from "node:assert/strict";
import test from "node:test";
import { closeProblem, microphoneProblem, statusProblem } from "../../Sources/ReparteeServer/Web/errors.js";
import { count, figures, noCall, quantile } from "../../Sources/ReparteeServer/Web/summary.js";
import { waterfall } from "../../Sources/ReparteeServer/Web/waterfall.js";

test("the stages of a turn stand one after the other and sum to the whole", () => {
  const { rows, sum } = waterfall({ stages: [
    { name: "silence_noticed", ms: 64 }, { name: "first_token", ms: 0 }, { name: "first_block", ms: 136 }] });
  assert.equal(sum, 200);
  assert.deepEqual(rows.map(({ name, start, share }) => [name, start, share]),
    [["silence noticed", 0, 0.32], ["first sound", 0.32, 0.68]]);
});

test("a turn without stages has no rows, and a stage that is no number is left out", () => {
  assert.deepEqual(waterfall({}), { rows: [], sum: 0 });
  assert.equal(waterfall({ stages: [{ name: "x", ms: NaN }] }).rows.length, 0);
});

test("quantiles are values that occurred", () => {
  const values = Array.from({ length: 20 }, (_, index) => 20 - index);
  assert.equal(quantile(values, 0.5), 10);
  assert.equal(quantile(values, 0.95), 19);
  assert.equal(quantile([], 0.5), null);
});

test("a call is summed up from its messages", () => {
  const messages = [
    { type: "turn", latency_ms: null }, { type: "turn", latency_ms: 300 }, { type: "turn", latency_ms: 500 },
    { type: "overlap", decision: "turn" }, { type: "overlap", decision: "backchannel" },
    { type: "overlap", decision: "noise" }, { type: "state", state: "listening" }];
  assert.deepEqual(figures(messages.reduce(count, noCall())).map(([, value]) => value),
    ["3", "300 ms", "500 ms", "1", "2"]);
  assert.equal(figures(noCall())[1][1], "–");
});

test("every failure is a sentence that says what to do", () => {
  const sentences = [
    ...["NotAllowedError", "NotFoundError", "NotReadableError", "OverconstrainedError", "Other"].map((name) => microphoneProblem({ name })),
    ...[1001, 1006, 1008, 1009, 1011, 1013, 4999].map((code) => closeProblem(code, "")),
    ...[0, 401, 403, 404, 500, 503].map(statusProblem)];
  for (const sentence of sentences) assert.match(sentence, /^[A-Z].*[:.?].* .*\.$/);
  assert.equal(closeProblem(1000, "ended"), "");
});
