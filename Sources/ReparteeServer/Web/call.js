import { CallAudio, rate } from "./audio.js";
import { closeProblem, microphoneProblem, statusProblem } from "./errors.js";
import { fromPCM, level, toPCM } from "./pcm.js";

/**
 * One call over a WebSocket.
 *
 * @typedef {object} Listener
 * @property {(message: object) => void} onMessage
 * @property {(side: "caller"|"agent", level: number) => void} onLevel
 * @property {(problem: string) => void} onEnd  an empty problem: it ended as calls do
 */
export class Call {
  /** @param {{agent: string, device: string, token: string}} wish @param {Listener} listener */
  constructor(wish, listener) {
    this.wish = wish;
    this.listener = listener;
    this.audio = new CallAudio((samples) => this.sendAudio(samples), (ms) => this.send({ type: "played", ms }));
  }

  async start() {
    try { await this.audio.open(this.wish.device); } catch (error) {
      return this.end(microphoneProblem(error));
    }
    const query = new URLSearchParams({ agent: this.wish.agent, rate, out_rate: rate });
    if (this.wish.token) query.set("token", this.wish.token);
    const url = new URL(`/v1/audio?${query}`, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    this.socket = new WebSocket(url);
    this.socket.binaryType = "arraybuffer";
    this.socket.onmessage = ({ data }) => this.take(data);
    this.socket.onopen = () => { this.opened = true; };
    this.socket.onclose = ({ code, reason }) => this.closed(code, reason);
  }

  hangUp() {
    this.send({ type: "end" });
    this.end("");
  }

  /** @param {object} message */
  send(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  sendAudio(samples) {
    this.listener.onLevel("caller", level(samples));
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(toPCM(samples));
  }

  take(data) {
    if (typeof data === "string") {
      const message = JSON.parse(data);
      if (message.type === "clear") this.audio.clear();
      return this.listener.onMessage(message);
    }
    const samples = fromPCM(data);
    this.listener.onLevel("agent", level(samples));
    this.audio.play(samples);
  }

  /** A refused call has no close code of its own: the same request over HTTP tells why. */
  async closed(code, reason) {
    if (this.opened) return this.end(closeProblem(code, reason));
    const status = await fetch(this.socket.url.replace(/^ws/, "http")).then((answer) => answer.status, () => 0);
    this.end(statusProblem(status === 426 ? 0 : status));
  }

  end(problem) {
    if (this.ended) return;
    this.ended = true;
    if (problem) this.socket?.close();
    this.audio.close();
    this.listener.onEnd(problem);
  }
}
