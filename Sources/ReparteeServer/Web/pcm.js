/** Samples as floats, −1 to 1, and as 16-bit little-endian integers. */

/** @param {Float32Array} samples */
export function toPCM(samples) {
  const view = new DataView(new ArrayBuffer(2 * samples.length));
  samples.forEach((sample, index) => {
    const value = Math.max(-1, Math.min(1, Number.isFinite(sample) ? sample : 0));
    view.setInt16(2 * index, Math.round(value * 32767), true);
  });
  return view.buffer;
}

/** @param {ArrayBuffer} bytes an odd last byte is left out */
export function fromPCM(bytes) {
  const view = new DataView(bytes);
  const samples = new Float32Array(bytes.byteLength >> 1);
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = view.getInt16(2 * index, true) / 32768;
  }
  return samples;
}

/** The level of samples as people hear it: 0 at −60 dB and below, 1 at full scale. */
export function level(samples) {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibels = 10 * Math.log10(sum / Math.max(1, samples.length) + 1e-12);
  return Math.max(0, Math.min(1, 1 + decibels / 60));
}
