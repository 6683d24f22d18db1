import { toPCM16 } from "./pcm.js";
import { Resampler } from "./resampler.js";

/** The microphone as 20 ms of PCM16 at a time. Option `rate`: hertz on the wire. */
class CaptureProcessor extends AudioWorkletProcessor {
  constructor(options) {
    super();
    const rate = options.processorOptions.rate;
    this.resampler = new Resampler(sampleRate, rate);
    this.block = new Float32Array(rate / 50);
    this.filled = 0;
  }

  process(inputs) {
    const channel = inputs[0][0];
    if (!channel) return true;
    for (const sample of this.resampler.push(channel)) {
      this.block[this.filled] = sample;
      this.filled += 1;
      if (this.filled < this.block.length) continue;
      const bytes = toPCM16(this.block);
      this.port.postMessage(bytes, [bytes]);
      this.filled = 0;
    }
    return true;
  }
}

registerProcessor("repartee-capture", CaptureProcessor);
