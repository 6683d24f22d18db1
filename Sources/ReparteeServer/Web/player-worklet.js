import { PlayerBuffer } from "./player-buffer.js";

/** Plays what the page hands over, and tells it every 100 ms how much has sounded. */
class Player extends AudioWorkletProcessor {
  constructor() {
    super();
    this.buffer = new PlayerBuffer(Math.round(0.06 * sampleRate));
    this.idle = 0;
    this.told = 0;
    this.port.onmessage = ({ data }) => (data === "clear" ? this.buffer.clear() : this.take(data));
  }

  take(samples) {
    this.buffer.push(samples);
    this.idle = 0;
  }

  process(_inputs, [output]) {
    this.buffer.pull(output[0]);
    this.idle += output[0].length;
    // A word shorter than the lead must not wait for the next one.
    if (this.idle > 0.08 * sampleRate) this.buffer.flush();
    if (this.buffer.played - this.told > 0.1 * sampleRate) this.tell();
    return true;
  }

  tell() {
    this.told = this.buffer.played;
    this.port.postMessage({ played: Math.round((1000 * this.told) / sampleRate) });
  }
}

registerProcessor("player", Player);
