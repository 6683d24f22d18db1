import assert from "node:assert/strict";
import { test } from "node:test";
import { closeFailure, failure, microphoneFailure, refusal } from "../../Sources/ReparteeServer/Web/errors.js";

const answer = (status, headers = {}) => ({ status, headers: { get: (name) => headers[name] ?? null } });
const body = (code, message = "") => ({ error: { code, message } });

for (const [name, code] of [
  ["NotAllowedError", "microphone-denied"],
  ["SecurityError", "microphone-denied"],
  ["NotFoundError", "microphone-missing"],
  ["OverconstrainedError", "microphone-missing"],
  ["NotReadableError", "microphone-busy"],
  ["AbortError", "microphone-busy"],
  ["SomethingNewError", "microphone-busy"],
]) {
  test(`${name} of the microphone is ${code}`, () => assert.equal(microphoneFailure({ name }).code, code));
}

test("a microphone error that is no error still has a sentence", () => {
  assert.equal(microphoneFailure(undefined).code, "microphone-busy");
});

for (const [status, code, expected] of [
  [401, "token_expired", "token-expired"],
  [401, "bad_token", "token-expired"],
  [401, "unauthorized", "unauthorized"],
  [403, "wrong_agent", "forbidden"],
  [403, "origin_not_allowed", "forbidden"],
  [404, "no_such_agent", "agent-unknown"],
  [503, "over_capacity", "over-capacity"],
  [503, "overloaded", "overloaded"],
  [503, "loading", "loading"],
  [503, "draining", "draining"],
  [501, "no_webrtc", "no-webrtc-here"],
  [500, "failed", "failed"],
]) {
  test(`HTTP ${status} ${code} is ${expected}`, () => {
    assert.equal(refusal(answer(status), body(code)).code, expected);
  });
}

test("a refusal without a body still has a sentence", () => {
  assert.equal(refusal(answer(503), null).code, "over-capacity");
  assert.equal(refusal(answer(502), "x").code, "failed");
});

for (const [header, text] of [
  ["5", "Try again in 5 seconds."],
  ["1", "Try again in 1 second."],
  ["2.2", "Try again in 3 seconds."],
  ["soon", "Try again in a moment."],
  [null, "Try again in a moment."],
  ["-1", "Try again in a moment."],
]) {
  test(`Retry-After ${header} is told as: ${text}`, () => {
    assert.ok(refusal(answer(503, { "Retry-After": header })).text.endsWith(text));
  });
}

for (const [code, reason, expected] of [
  [1000, "The call has ended.", undefined],
  [1001, "", "draining"],
  [1006, "", "connection-lost"],
  [1008, "The token does not allow this call; ask for a new one.", "token-expired"],
  [1008, "The client does not read the audio that it is sent.", "failed"],
  [1011, "", "failed"],
  [1013, "All lines are busy; try again in a moment.", "over-capacity"],
]) {
  test(`WebSocket close ${code} "${reason}" is ${expected ?? "no failure"}`, () => {
    assert.equal(closeFailure(code, reason)?.code, expected);
  });
}

test("only where WebRTC cannot work the WebSocket is offered", () => {
  for (const code of ["udp-blocked", "no-webrtc", "no-webrtc-here"]) assert.equal(failure(code).action, "websocket");
  for (const code of ["server-away", "over-capacity", "microphone-denied"]) assert.equal(failure(code).action, "retry");
});

test("what the server says is passed on when the page has no sentence of its own", () => {
  assert.match(refusal(answer(500), body("failed", "Its log says what.")).text, /The server says: Its log says what\.$/);
  assert.equal(failure("unheard of").code, "failed");
});
