/**
 * Changes the sample rate of a stream, block by block, with a windowed sinc.
 *
 * Sound devices run at 44.1 or 48 kHz, the wire at 16 and 24; a device's own rate works in every browser, a
 * chosen one does not.
 */
export class Resampler {
  /** Zero crossings of the sinc on each side. More is steeper and later: 16 of them at 16 kHz are 1 ms. */
  static crossings = 16;
  /** Points of the kernel in a table for each input sample; between two of them is a straight line. */
  static points = 128;

  /**
   * @param {number} from hertz
   * @param {number} to hertz
   */
  constructor(from, to) {
    this.step = from / to;
    // Going down, the sinc is wider: it also takes away what the lower rate cannot carry.
    this.cutoff = Math.min(1, to / from) * 0.94;
    this.reach = Math.ceil(Resampler.crossings / this.cutoff);
    this.table = Float32Array.from({ length: (this.reach + 1) * Resampler.points + 2 }, (_, i) =>
      kernel(i / Resampler.points, this.cutoff, this.reach),
    );
    this.kept = new Float32Array(2 * this.reach);
    /** Where the next output sample lies in `kept` and what follows it. */
    this.position = this.reach;
  }

  /**
   * @param {Float32Array} block
   * @returns {Float32Array} as many samples as can be made by now
   */
  push(block) {
    if (this.step === 1) return block.slice();
    const input = new Float32Array(this.kept.length + block.length);
    input.set(this.kept);
    input.set(block, this.kept.length);
    const last = input.length - this.reach;
    const output = new Float32Array(Math.max(0, Math.ceil((last - this.position) / this.step)));
    for (let i = 0; i < output.length; i += 1) output[i] = this.at(this.position + i * this.step, input);
    this.position += output.length * this.step;
    const keepFrom = Math.max(0, Math.floor(this.position) - this.reach);
    this.kept = input.slice(keepFrom);
    this.position -= keepFrom;
    return output;
  }

  /** @private @returns {number} */
  at(/** @type {number} */ position, /** @type {Float32Array} */ input) {
    const first = Math.max(0, Math.ceil(position - this.reach));
    const end = Math.min(input.length - 1, Math.floor(position + this.reach));
    let sum = 0;
    for (let i = first; i <= end; i += 1) {
      const place = Math.abs(i - position) * Resampler.points;
      const index = Math.floor(place);
      const low = this.table[index];
      sum += input[i] * (low + (place - index) * (this.table[index + 1] - low));
    }
    return sum;
  }
}

/** A sinc under a Hann window. */
function kernel(/** @type {number} */ x, /** @type {number} */ cutoff, /** @type {number} */ reach) {
  if (x >= reach + 1) return 0;
  const y = Math.PI * x * cutoff;
  const sinc = y < 1e-9 ? 1 : Math.sin(y) / y;
  return cutoff * sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / (reach + 1)));
}
