import { CallError, failure } from "./errors.js";
import { openMicrophone } from "./devices.js";

/** Server-side clean-up after a hang-up is waited for so long. */
const CLOSE_MILLISECONDS = 2_000;

/**
 * One call, from the click on Talk to the end, over either transport.
 *
 * Events: `phase`, `message` (detail: ServerMessage), `failure` (detail: Failure).
 */
export class Call extends EventTarget {
  /**
   * @param {import("./transport-webrtc.js").WebRTCTransport | import("./transport-websocket.js").WebSocketTransport} transport
   * @param {string} microphone device id, or empty
   * @param {string} speaker device id, or empty
   */
  constructor(transport, microphone, speaker) {
    super();
    this.transport = transport;
    this.device = microphone;
    this.speaker = speaker;
    /** @type {"connecting" | "live" | "ended"} */
    this.phase = "connecting";
    this.session = "";
    /** What the agent says, as the page got it. @type {AudioNode | null} */
    this.received = null;
    transport.addEventListener("message", (event) => this.receive(event.detail));
    transport.addEventListener("closed", (event) => this.end(event.detail));
  }

  async start() {
    try {
      // Made in the click: browsers keep a context silent that no gesture has asked for.
      this.context = new AudioContext({ latencyHint: "interactive" });
      this.stream = await openMicrophone(this.device);
      if (this.over) return this.release();
      this.stream.getAudioTracks()[0].onended = () => this.end(failure("microphone-lost"));
      await this.context.resume();
      if (this.speaker) await this.context.setSinkId?.(this.speaker).catch(() => {});
      const received = await this.transport.open(this.context, this.stream);
      if (this.over) return this.release();
      this.connectMeters(received);
      this.move("live");
    } catch (error) {
      await this.end(error instanceof CallError ? error.failure : failure("failed", String(error?.message ?? "")));
    }
  }

  get over() {
    return this.phase === "ended";
  }

  /** @param {boolean} muted */
  mute(muted) {
    for (const track of this.stream?.getAudioTracks() ?? []) track.enabled = !muted;
  }

  interrupt() {
    this.transport.send({ type: "interrupt" });
  }

  /** @param {string} text instead of speech */
  type(text) {
    this.transport.send({ type: "text", text });
  }

  hangUp() {
    return this.end(null);
  }

  /** @private */
  receive(message) {
    if (message.type === "ready") this.session = String(message.session ?? "");
    this.dispatchEvent(new CustomEvent("message", { detail: message }));
    if (message.type === "end") this.end(null);
  }

  /** @private */
  connectMeters(received) {
    this.received = received;
    const tap = (from) => {
      const analyser = this.context.createAnalyser();
      analyser.fftSize = 1024;
      from.connect(analyser);
      return analyser;
    };
    this.meters = [tap(this.context.createMediaStreamSource(this.stream)), tap(received)];
  }

  /** @private */
  async end(reason) {
    if (this.over) return;
    this.move("ended");
    if (reason) this.dispatchEvent(new CustomEvent("failure", { detail: reason }));
    await this.release();
  }

  /** @private */
  async release() {
    for (const track of this.stream?.getTracks() ?? []) {
      track.onended = null;
      track.stop();
    }
    const closed = this.transport.close().catch(() => {});
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, CLOSE_MILLISECONDS))]);
    if (this.context?.state !== "closed") await this.context?.close().catch(() => {});
    this.dispatchEvent(new CustomEvent("released"));
  }

  /** @private */
  move(phase) {
    this.phase = phase;
    this.dispatchEvent(new CustomEvent("phase"));
  }
}
