import assert from "node:assert/strict";
import { test } from "node:test";
import { noCaptions, reduceCaptions } from "../../Sources/ReparteeServer/Web/captions.js";
import { readMessage } from "../../Sources/ReparteeServer/Web/messages.js";
import { Server } from "../../Sources/ReparteeServer/Web/server.js";
import { figuresFrom } from "../../Sources/ReparteeServer/Web/statistics.js";
import { noSummary, reduceSummary } from "../../Sources/ReparteeServer/Web/summary.js";
import { clock, transcriptText } from "../../Sources/ReparteeServer/Web/transcript.js";

test("messages are read, and what is none is left out", () => {
  assert.deepEqual(readMessage('{"type":"clear"}'), { type: "clear" });
  for (const text of ["", "{", "null", "7", '"x"', "[]", "{}", '{"type":1}', undefined, new ArrayBuffer(2)]) {
    assert.equal(readMessage(text), null);
  }
});

test("a transcript has both sides, times, latencies and what was not heard", () => {
  const messages = [
    [500, { type: "transcript", role: "agent", text: "Hello.", final: true, generated: "Hello.", interrupted: false }],
    [61_200, { type: "transcript", role: "user", text: "when do you open", final: true }],
    [63_000, { type: "transcript", role: "agent", text: "We open", final: true, generated: "We open at nine.", interrupted: true }],
    [63_000, { type: "turn", latency_ms: 412.4, stages: [], interrupted: true }],
  ];
  let [captions, summary] = [noCaptions(), noSummary()];
  for (const [at, message] of messages) {
    captions = reduceCaptions(captions, message, at);
    summary = reduceSummary(summary, message);
  }
  const text = transcriptText(captions, summary, { agent: "Desk", session: "s1", began: new Date(0) });
  assert.equal(text, [
    "Call with Desk",
    "Began 1970-01-01T00:00:00.000Z, session s1",
    "Replies 1, p50 412 ms, p95 412 ms, barge-ins 1, false alarms 0",
    "Words in ~~ were written but not heard: the caller interrupted.",
    "",
    "[00:00] Desk: Hello.",
    "[01:01] You: when do you open",
    "[01:03] Desk: We open ~~at nine.~~  [412 ms]",
    "",
  ].join("\n"));
});

test("clocks count minutes past an hour", () => {
  assert.equal(clock(3_661_000), "61:01");
  assert.equal(clock(-5), "00:00");
});

test("a page's address gives token and agent, and the WebSocket's address carries them encoded", () => {
  const server = new Server({ hash: "#token=a.b%2Bc&agent=Front+desk", protocol: "https:", host: "example.test" });
  assert.equal(server.agent, "Front desk");
  assert.equal(server.audioAddress("Front desk", 16000, 24000),
    "wss://example.test/v1/audio?agent=Front+desk&rate=16000&out_rate=24000&token=a.b%2Bc");
  const open = new Server({ hash: "", protocol: "http:", host: "127.0.0.1:8080" });
  assert.equal(open.audioAddress("A", 16000, 24000), "ws://127.0.0.1:8080/v1/audio?agent=A&rate=16000&out_rate=24000");
});

test("of a connection's many counts three figures are shown", () => {
  assert.deepEqual(figuresFrom([
    { type: "candidate-pair", nominated: false, currentRoundTripTime: 9 },
    { type: "candidate-pair", nominated: true, currentRoundTripTime: 0.0124 },
    { type: "inbound-rtp", kind: "audio", packetsLost: 3, packetsReceived: 97, jitterBufferDelay: 480, jitterBufferEmittedCount: 9600 },
  ]), [["Round trip", "12 ms"], ["Lost", "3.0 %"], ["Buffer", "50 ms"]]);
  assert.deepEqual(figuresFrom([]), []);
  assert.deepEqual(figuresFrom([{ type: "inbound-rtp", kind: "audio" }]), [["Lost", "0 %"]]);
});
