/**
 * Audio that came and has not sounded: begins once there is enough of it to outlast the network's
 * hesitations, and is emptied at once when the server says so.
 */
export class PlayerBuffer {
  /** @param {number} lead samples to wait for before it sounds */
  constructor(lead) {
    this.lead = lead;
    this.clear();
    /** Samples that have sounded since the call began. */
    this.played = 0;
  }

  clear() {
    /** @type {Float32Array[]} */
    this.blocks = [];
    this.offset = 0;
    this.waiting = 0;
    this.sounding = false;
  }

  /** @param {Float32Array} samples */
  push(samples) {
    this.blocks.push(samples);
    this.waiting += samples.length;
    if (this.waiting >= this.lead) this.sounding = true;
  }

  /** What is there sounds, though it may be less than the lead: nothing more is coming. */
  flush() { if (this.waiting > 0) this.sounding = true; }

  /**
   * @param {Float32Array} out is filled, with silence where nothing is left
   * @returns {number} how many samples of it are audio
   */
  pull(out) {
    let filled = 0;
    while (this.sounding && filled < out.length && this.blocks.length > 0) {
      const block = this.blocks[0];
      const count = Math.min(out.length - filled, block.length - this.offset);
      out.set(block.subarray(this.offset, this.offset + count), filled);
      filled += count;
      this.offset += count;
      if (this.offset === block.length) {
        this.blocks.shift();
        this.offset = 0;
      }
    }
    out.fill(0, filled);
    this.waiting -= filled;
    this.played += filled;
    if (this.waiting === 0) this.sounding = false;
    return filled;
  }
}
