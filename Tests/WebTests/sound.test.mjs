import assert from "node:assert/strict";
import { test } from "node:test";
import { JitterBuffer } from "../../Sources/ReparteeServer/Web/jitter-buffer.js";
import { fromPCM16, level, toPCM16 } from "../../Sources/ReparteeServer/Web/pcm.js";
import { Resampler } from "../../Sources/ReparteeServer/Web/resampler.js";

const bytes = (samples) => [...new Uint8Array(toPCM16(Float32Array.from(samples)))];
const tone = (hertz, rate, count) => Float32Array.from({ length: count }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / rate));
const power = (samples) => samples.reduce((sum, x) => sum + x * x, 0) / samples.length;
/** In uneven blocks, as sound devices and networks have them. */
function through(resampler, samples, sizes = [128, 7, 441, 1]) {
  const output = [];
  for (let at = 0, i = 0; at < samples.length; i += 1) {
    const size = sizes[i % sizes.length];
    output.push(...resampler.push(samples.subarray(at, at + size)));
    at += size;
  }
  return Float32Array.from(output);
}

test("full scale, silence and what is beyond become PCM16, little-endian", () => {
  assert.deepEqual(bytes([0, 1, -1, 2, -2, NaN]), [0, 0, 255, 127, 0, 128, 255, 127, 0, 128, 0, 0]);
});

test("PCM16 there and back loses less than a step, and an odd last byte", () => {
  const samples = tone(300, 16000, 100);
  const back = fromPCM16(toPCM16(samples));
  back.forEach((x, i) => assert.ok(Math.abs(x - samples[i]) < 1.6 / 32768));
  assert.equal(fromPCM16(new ArrayBuffer(5)).length, 2);
});

test("levels go from nothing at silence to one at full scale", () => {
  assert.equal(level(new Float32Array(64)), 0);
  assert.equal(level(new Float32Array(0)), 0);
  assert.equal(level(new Float32Array(64).fill(1)), 1);
  assert.ok(Math.abs(level(new Float32Array(64).fill(0.1)) - 40 / 60) < 0.01);
});

for (const [from, to] of [[48000, 16000], [44100, 16000], [24000, 48000], [24000, 44100], [16000, 16000]]) {
  test(`a second at ${from} Hz is a second at ${to} Hz, and a tone keeps its loudness`, () => {
    const output = through(new Resampler(from, to), tone(1000, from, from));
    assert.ok(Math.abs(output.length - to) < to / 100, `${output.length}`);
    assert.ok(Math.abs(power(output.subarray(to / 10, to / 2)) - 0.5) < 0.01);
  });
}

test("what the lower rate cannot carry is taken away", () => {
  const output = through(new Resampler(48000, 16000), tone(12000, 48000, 48000));
  assert.ok(power(output.subarray(2000)) < 1e-4, `${power(output.subarray(2000))}`);
});

test("blocks of any size give the same samples", () => {
  const samples = tone(700, 44100, 8820);
  const whole = through(new Resampler(44100, 16000), samples, [8820]);
  const pieces = through(new Resampler(44100, 16000), samples, [1, 64, 1000]);
  assert.ok(Math.abs(whole.length - pieces.length) <= 1);
  for (let i = 0; i < Math.min(whole.length, pieces.length); i += 1) assert.ok(Math.abs(whole[i] - pieces[i]) < 1e-4);
});

const ones = (count) => new Float32Array(count).fill(1);
const pulled = (buffer, count) => {
  const output = new Float32Array(count);
  buffer.pull(output);
  return [...output];
};

test("nothing sounds before 60 ms are held", () => {
  const buffer = new JitterBuffer(1000);
  buffer.push(ones(59));
  assert.deepEqual(pulled(buffer, 2), [0, 0]);
  buffer.push(ones(1));
  assert.deepEqual(pulled(buffer, 2), [1, 1]);
  assert.equal(buffer.heldMilliseconds, 58);
});

test("a word shorter than 60 ms sounds when it has waited that long", () => {
  const buffer = new JitterBuffer(1000);
  buffer.push(ones(10));
  for (let i = 0; i < 6; i += 1) assert.deepEqual(pulled(buffer, 10), Array(10).fill(0));
  assert.deepEqual(pulled(buffer, 10), Array(10).fill(1));
});

test("the end of a reply is no gap", () => {
  const buffer = new JitterBuffer(1000);
  buffer.push(ones(60));
  pulled(buffer, 400);
  buffer.push(ones(60));
  assert.equal(buffer.underruns, 0);
});

test("neither is what comes after a clear", () => {
  const buffer = new JitterBuffer(1000);
  buffer.push(ones(60));
  pulled(buffer, 62);
  buffer.clear();
  buffer.push(ones(60));
  assert.equal(buffer.underruns, 0);
});

test("a buffer that runs dry fills again first, and a gap is counted when the rest comes", () => {
  const buffer = new JitterBuffer(1000);
  buffer.push(ones(60));
  assert.deepEqual(pulled(buffer, 62).slice(58), [1, 1, 0, 0]);
  assert.equal(buffer.underruns, 0);
  buffer.push(ones(30));
  assert.equal(buffer.underruns, 1);
  assert.deepEqual(pulled(buffer, 1), [0]);
});

test("clear drops all that has not sounded, and counts it as behind us", () => {
  const buffer = new JitterBuffer(1000);
  buffer.push(ones(100));
  pulled(buffer, 40);
  assert.equal(buffer.passedMilliseconds, 40);
  buffer.clear();
  assert.equal(buffer.passedMilliseconds, 100);
  assert.equal(buffer.heldMilliseconds, 0);
  assert.deepEqual(pulled(buffer, 2), [0, 0]);
  buffer.push(ones(60));
  assert.deepEqual(pulled(buffer, 2), [1, 1]);
});

test("samples come out in their order over block borders", () => {
  const buffer = new JitterBuffer(1000, 4);
  for (let i = 0; i < 4; i += 1) buffer.push(Float32Array.from([2 * i, 2 * i + 1]));
  assert.deepEqual([...pulled(buffer, 3), ...pulled(buffer, 5)], [0, 1, 2, 3, 4, 5, 6, 7]);
});

test("a page that slept holds ten seconds at most, the newest", () => {
  const buffer = new JitterBuffer(1000);
  buffer.push(new Float32Array(5000));
  for (let i = 0; i < 10; i += 1) buffer.push(ones(1000));
  assert.equal(buffer.heldMilliseconds, 10_000);
  assert.equal(buffer.passedMilliseconds, 5000);
  assert.deepEqual(pulled(buffer, 1), [1]);
});
