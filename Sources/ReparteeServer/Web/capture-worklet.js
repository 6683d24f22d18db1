/** Hands the microphone to the page in blocks of 20 ms. */
class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.block = new Float32Array(Math.round(sampleRate / 50));
    this.fill = 0;
  }

  process([input]) {
    for (const sample of input[0] ?? []) {
      this.block[this.fill] = sample;
      this.fill += 1;
      if (this.fill === this.block.length) {
        this.port.postMessage(this.block.slice());
        this.fill = 0;
      }
    }
    return true;
  }
}

registerProcessor("capture", Capture);
