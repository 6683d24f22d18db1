import assert from "node:assert/strict";
import test from "node:test";
import { fromPCM, level, toPCM } from "../../Sources/ReparteeServer/Web/pcm.js";
import { PlayerBuffer } from "../../Sources/ReparteeServer/Web/player-buffer.js";

const ramp = (from, count) => Float32Array.from({ length: count }, (_, index) => from + index);

test("samples survive the way to 16 bits and back, and what is too loud is held", () => {
  const back = fromPCM(toPCM(Float32Array.of(0, 0.5, -0.5, 2, -2, NaN)));
  for (const [index, value] of [0, 0.5, -0.5, 1, -1, 0].entries()) assert.ok(Math.abs(back[index] - value) < 1e-4);
});

test("an odd byte at the end is left out", () => {
  assert.equal(fromPCM(new Uint8Array([0, 64, 7]).buffer).length, 1);
});

test("bytes are little-endian", () => {
  assert.deepEqual([...new Uint8Array(toPCM(Float32Array.of(1)))], [0xff, 0x7f]);
});

test("silence has no level and full scale all of it", () => {
  assert.equal(level(new Float32Array(160)), 0);
  assert.ok(level(new Float32Array(160).fill(1)) > 0.99);
});

test("audio waits until there is enough of it, and then comes out in order", () => {
  const buffer = new PlayerBuffer(100);
  const out = new Float32Array(64);
  buffer.push(ramp(1, 60));
  assert.equal(buffer.pull(out), 0);
  buffer.push(ramp(61, 60));
  assert.equal(buffer.pull(out), 64);
  assert.deepEqual([...out], [...ramp(1, 64)]);
  assert.equal(buffer.pull(out), 56);
  assert.deepEqual([...out.subarray(0, 56)], [...ramp(65, 56)]);
  assert.ok(out.subarray(56).every((sample) => sample === 0));
  assert.equal(buffer.played, 120);
});

test("after it ran dry it waits again", () => {
  const buffer = new PlayerBuffer(10);
  buffer.push(ramp(1, 10));
  buffer.pull(new Float32Array(16));
  buffer.push(ramp(1, 4));
  assert.equal(buffer.pull(new Float32Array(4)), 0);
  buffer.flush();
  assert.equal(buffer.pull(new Float32Array(4)), 4);
});

test("clear empties it at once, and what had sounded stays counted", () => {
  const buffer = new PlayerBuffer(10);
  buffer.push(ramp(1, 100));
  buffer.pull(new Float32Array(30));
  buffer.clear();
  assert.equal(buffer.pull(new Float32Array(30)), 0);
  assert.equal(buffer.played, 30);
});
