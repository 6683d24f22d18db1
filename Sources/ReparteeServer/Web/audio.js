/** The microphone and the loudspeaker of one call, at the rate the server speaks. */
export const rate = 16000;

export class CallAudio {
  /** @param {(samples: Float32Array) => void} onCaller @param {(ms: number) => void} onPlayed */
  constructor(onCaller, onPlayed) {
    this.onCaller = onCaller;
    this.onPlayed = onPlayed;
  }

  /** @param {string} device an id, or empty for the default. Throws what getUserMedia throws. */
  async open(device) {
    this.stream = await navigator.mediaDevices.getUserMedia({
      audio: {
        deviceId: device ? { exact: device } : undefined, channelCount: 1,
        echoCancellation: true, noiseSuppression: true, autoGainControl: true,
      },
    });
    this.context = new AudioContext({ sampleRate: rate, latencyHint: "interactive" });
    await Promise.all(["/capture-worklet.js", "/player-worklet.js"].map((file) => this.context.audioWorklet.addModule(file)));
    const capture = new AudioWorkletNode(this.context, "capture", { numberOfOutputs: 0 });
    capture.port.onmessage = ({ data }) => this.onCaller(data);
    this.context.createMediaStreamSource(this.stream).connect(capture);
    this.player = new AudioWorkletNode(this.context, "player", { numberOfInputs: 0, outputChannelCount: [1] });
    this.player.port.onmessage = ({ data }) => this.onPlayed(data.played);
    this.player.connect(this.context.destination);
    await this.context.resume();
  }

  /** @param {Float32Array} samples */
  play(samples) { this.player?.port.postMessage(samples, [samples.buffer]); }

  clear() { this.player?.port.postMessage("clear"); }

  close() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.context?.close().catch(() => {});
  }
}
