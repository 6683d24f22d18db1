/** After that much silence what comes is another reply, not the rest of one that was late. */
const PAUSE_SECONDS = 0.25;

/**
 * Samples on their way to the loudspeaker.
 *
 * It begins to play when it holds `start` samples, or when what it holds has waited that long; it runs dry, and
 * fills again, when the network is late. `clear` drops all that has not sounded.
 */
export class JitterBuffer {
  /**
   * @param {number} rate hertz
   * @param {number} [milliseconds] held before the first sample sounds
   */
  constructor(rate, milliseconds = 60) {
    this.rate = rate;
    this.start = Math.round((rate * milliseconds) / 1000);
    /** More than this is never held: a page that was asleep must not talk about the past. */
    this.most = rate * 10;
    /** @type {Float32Array[]} */
    this.blocks = [];
    this.offset = 0;
    this.held = 0;
    this.waited = 0;
    this.playing = false;
    /** Samples that are behind us: sounded or dropped. */
    this.passed = 0;
    /** Gaps in what should have gone on: more came soon after it had run dry. */
    this.underruns = 0;
    /** Samples of silence since it ran dry. */
    this.dry = Infinity;
  }

  /** @param {Float32Array} block */
  push(block) {
    if (block.length === 0) return;
    if (this.held === 0 && this.dry < this.rate * PAUSE_SECONDS) this.underruns += 1;
    this.dry = Infinity;
    this.blocks.push(block);
    this.held += block.length;
    while (this.held > this.most) this.skip(Math.min(this.held - this.most, this.first()));
  }

  clear() {
    this.passed += this.held;
    this.blocks = [];
    this.offset = 0;
    this.held = 0;
    this.waited = 0;
    this.playing = false;
    this.dry = Infinity;
  }

  /**
   * Fills `output`, with silence where there is nothing to play.
   *
   * @param {Float32Array} output
   */
  pull(output) {
    output.fill(0);
    this.dry += output.length;
    if (!this.playing && !this.begins(output.length)) return;
    let done = 0;
    while (done < output.length && this.held > 0) {
      const count = Math.min(output.length - done, this.first());
      output.set(this.blocks[0].subarray(this.offset, this.offset + count), done);
      this.skip(count);
      done += count;
    }
    if (done < output.length) {
      this.playing = false;
      this.dry = output.length - done;
    }
  }

  /** Milliseconds that are sounded or dropped, of all that came. */
  get passedMilliseconds() {
    return Math.floor((this.passed * 1000) / this.rate);
  }

  get heldMilliseconds() {
    return Math.round((this.held * 1000) / this.rate);
  }

  /** @private */
  begins(/** @type {number} */ samples) {
    if (this.held === 0) return false;
    this.playing = this.held >= this.start || this.waited >= this.start;
    this.waited = this.playing ? 0 : this.waited + samples;
    return this.playing;
  }

  /** @private */
  first() {
    return this.blocks.length ? this.blocks[0].length - this.offset : 0;
  }

  /** @private */
  skip(/** @type {number} */ count) {
    this.offset += count;
    this.held -= count;
    this.passed += count;
    if (this.blocks.length && this.offset >= this.blocks[0].length) {
      this.blocks.shift();
      this.offset = 0;
    }
  }
}
