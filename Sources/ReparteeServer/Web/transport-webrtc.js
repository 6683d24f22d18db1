import { CallError, failure } from "./errors.js";
import { readMessage } from "./messages.js";
import { figuresFrom } from "./statistics.js";

/** Without a path by then, UDP is blocked. */
const CONNECT_MILLISECONDS = 10_000;
/** A network that changes comes back by then, or not at all. */
const RECOVER_MILLISECONDS = 6_000;

/**
 * Sound as Opus over SRTP, messages over a data channel.
 *
 * Events: `message` (detail: ServerMessage), `closed` (detail: Failure or null).
 */
export class WebRTCTransport extends EventTarget {
  /**
   * @param {import("./server.js").Server} server
   * @param {string} agent
   * @param {HTMLAudioElement} voice where the agent sounds
   */
  constructor(server, agent, voice) {
    super();
    this.server = server;
    this.agent = agent;
    this.voice = voice;
    this.open_ = false;
  }

  /**
   * @param {AudioContext} context
   * @param {MediaStream} microphone
   * @returns {Promise<AudioNode>} what the agent says; it is already audible
   */
  async open(context, microphone) {
    if (typeof RTCPeerConnection !== "function") throw new CallError(failure("no-webrtc"));
    const peer = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
    this.peer = peer;
    const stream = new Promise((resolve) => {
      peer.ontrack = ({ streams, track }) => resolve(streams[0] ?? new MediaStream([track]));
    });
    this.channel = peer.createDataChannel("events", { ordered: true });
    this.channel.onmessage = ({ data }) => this.receive(data);
    for (const track of microphone.getAudioTracks()) peer.addTrack(track, microphone);
    const connected = this.watch(peer);
    // The server learns the page's address from its packets: there is no need to wait for candidates.
    await peer.setLocalDescription(await peer.createOffer());
    await this.answer(peer);
    await connected;
    this.open_ = true;
    // Chromium gives WebAudio nothing of a remote stream that no element plays.
    this.voice.srcObject = await stream;
    this.voice.play().catch(() => {});
    this.source = context.createMediaStreamSource(this.voice.srcObject);
    return this.source;
  }

  /** @private */
  async answer(peer) {
    const response = await this.server.fetch(`/v1/webrtc?${new URLSearchParams({ agent: this.agent })}`, {
      method: "POST",
      headers: { "Content-Type": "application/sdp" },
      body: peer.localDescription.sdp,
    });
    this.location = response.headers.get("Location") ?? "";
    await peer.setRemoteDescription({ type: "answer", sdp: await response.text() });
  }

  /** Settles when there is a path, or is sure to be none; afterwards tells of its loss. @private */
  watch(peer) {
    const connected = new Promise((resolve, reject) => {
      const blocked = () => reject(new CallError(failure("udp-blocked")));
      this.timer = setTimeout(blocked, CONNECT_MILLISECONDS);
      peer.addEventListener("connectionstatechange", () => {
        if (peer.connectionState === "connected") resolve(clearTimeout(this.timer));
        else if (peer.connectionState === "failed") this.open_ ? this.lost() : blocked();
      });
    });
    // The answer may be refused before anybody waits for the path.
    connected.catch(() => {});
    peer.addEventListener("iceconnectionstatechange", () => {
      clearTimeout(this.recovery);
      if (peer.iceConnectionState !== "disconnected" || !this.open_) return;
      this.recovery = setTimeout(() => this.lost(), RECOVER_MILLISECONDS);
    });
    this.channel.onclose = () => this.open_ && this.ended(null);
    return connected;
  }

  /** @private */
  receive(data) {
    const message = readMessage(data);
    if (message) this.dispatchEvent(new CustomEvent("message", { detail: message }));
  }

  /** @param {object} message */
  send(message) {
    if (this.channel?.readyState === "open") this.channel.send(JSON.stringify(message));
  }

  /** @returns {Promise<[name: string, value: string][]>} */
  async statistics() {
    return this.peer ? figuresFrom((await this.peer.getStats()).values()) : [];
  }

  async close() {
    this.open_ = false;
    clearTimeout(this.timer);
    clearTimeout(this.recovery);
    this.source?.disconnect();
    this.voice.srcObject = null;
    this.peer?.close();
    if (!this.location) return;
    // Also when the page is being left. The call may be over on the server's side: nothing to say then.
    await this.server.fetch(this.location, { method: "DELETE", keepalive: true }).catch(() => {});
    this.location = "";
  }

  /** @private */
  lost() {
    this.ended(failure("connection-lost"));
  }

  /** @private */
  ended(reason) {
    this.dispatchEvent(new CustomEvent("closed", { detail: reason }));
  }
}
