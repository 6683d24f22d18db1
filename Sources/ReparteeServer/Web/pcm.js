/** Samples between -1 and 1, and the 16-bit little-endian integers that go over the wire. */

/**
 * @param {Float32Array} samples
 * @returns {ArrayBuffer}
 */
export function toPCM16(samples) {
  const view = new DataView(new ArrayBuffer(samples.length * 2));
  for (let i = 0; i < samples.length; i += 1) {
    const value = Math.max(-1, Math.min(1, samples[i] || 0));
    view.setInt16(i * 2, Math.round(value < 0 ? value * 32768 : value * 32767), true);
  }
  return view.buffer;
}

/**
 * @param {ArrayBuffer} bytes an odd last byte is left out
 * @returns {Float32Array}
 */
export function fromPCM16(bytes) {
  const view = new DataView(bytes);
  const samples = new Float32Array(bytes.byteLength >> 1);
  for (let i = 0; i < samples.length; i += 1) samples[i] = view.getInt16(i * 2, true) / 32768;
  return samples;
}

/** Root mean square as a level from 0 (−60 dB and less) to 1. @returns {number} */
export function level(/** @type {Float32Array} */ samples) {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const db = 10 * Math.log10(sum / Math.max(samples.length, 1) + 1e-12);
  return Math.max(0, Math.min(1, (db + 60) / 60));
}
