import assert from "node:assert/strict";
import { test } from "node:test";
import { noSummary, percentile, reduceSummary, summaryRows } from "../../Sources/ReparteeServer/Web/summary.js";

const turn = (latency_ms, interrupted = false) => ({ type: "turn", latency_ms, interrupted });
const after = (...messages) => messages.reduce(reduceSummary, noSummary());

for (const [values, share, expected] of [
  [[], 0.5, null],
  [[7], 0.5, 7],
  [[7], 0.95, 7],
  [[1, 2], 0.5, 1],
  [[3, 1, 2], 0.5, 2],
  [Array.from({ length: 20 }, (_, i) => 20 - i), 0.95, 19],
  [Array.from({ length: 100 }, (_, i) => i + 1), 0.95, 95],
  [[1, 2, 3], 0, 1],
  [[1, 2, 3], 2, 3],
]) {
  test(`the ${share} percentile of ${values.length} values is ${expected}`, () => {
    assert.equal(percentile(values, share), expected);
  });
}

test("a percentile leaves the values in their order", () => {
  const values = [3, 1, 2];
  percentile(values, 0.5);
  assert.deepEqual(values, [3, 1, 2]);
});

test("a greeting is no reply, but may be interrupted", () => {
  const summary = after(turn(null, true), turn(412), turn(300, true));
  assert.equal(summary.replies, 2);
  assert.equal(summary.bargeIns, 2);
  assert.deepEqual(summary.latencies, [412, 300]);
});

test("false alarms are sounds over the agent that took no turn", () => {
  const overlap = (decision) => ({ type: "overlap", decision });
  assert.equal(after(overlap("backchannel"), overlap("noise"), overlap("turn")).falseAlarms, 2);
});

test("rows are complete before the first reply", () => {
  assert.deepEqual(summaryRows(noSummary()).map(([, value]) => value), ["0", "–", "–", "0", "0"]);
  assert.deepEqual(summaryRows(after(turn(411.6))).map(([, value]) => value), ["1", "412", "412", "0", "0"]);
});
