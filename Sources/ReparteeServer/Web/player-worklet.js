import { JitterBuffer } from "./jitter-buffer.js";
import { fromPCM16 } from "./pcm.js";
import { Resampler } from "./resampler.js";

/** How often the page is told how far playing has come. */
const REPORT_SECONDS = 0.1;

/** Plays PCM16 that comes over its port; "clear" drops what waits. Option `rate`: hertz on the wire. */
class PlayerProcessor extends AudioWorkletProcessor {
  constructor(options) {
    super();
    const rate = options.processorOptions.rate;
    this.resampler = new Resampler(rate, sampleRate);
    this.buffer = new JitterBuffer(sampleRate);
    this.reportAt = 0;
    this.told = 0;
    this.port.onmessage = ({ data }) => {
      if (data === "clear") this.buffer.clear();
      else this.buffer.push(this.resampler.push(fromPCM16(data)));
    };
  }

  process(_, outputs) {
    const [first, ...others] = outputs[0];
    this.buffer.pull(first);
    for (const channel of others) channel.set(first);
    if (currentTime >= this.reportAt) {
      this.reportAt = currentTime + REPORT_SECONDS;
      this.report();
    }
    return true;
  }

  report() {
    const played = this.buffer.passedMilliseconds;
    if (played === this.told) return;
    this.told = played;
    this.port.postMessage({ played, held: this.buffer.heldMilliseconds, underruns: this.buffer.underruns });
  }
}

registerProcessor("repartee-player", PlayerProcessor);
