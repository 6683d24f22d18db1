import { CallError, closeFailure, failure } from "./errors.js";
import { readMessage } from "./messages.js";

/** Hertz on the wire: what recognisers hear and what synthesisers say. */
const RATE = 16_000;
const OUT_RATE = 24_000;
/** An open server answers at once. */
const OPEN_MILLISECONDS = 8_000;
/** What may wait to be sent, in bytes: a second. More is not worth hearing any more. */
const MOST_WAITING = RATE * 2;

/**
 * Sound as PCM16 over one WebSocket, by two AudioWorklets.
 *
 * Events: `message` (detail: ServerMessage), `closed` (detail: Failure or null).
 */
export class WebSocketTransport extends EventTarget {
  /**
   * @param {import("./server.js").Server} server
   * @param {string} agent
   */
  constructor(server, agent) {
    super();
    this.server = server;
    this.agent = agent;
    this.figures = { held: 0, underruns: 0 };
  }

  /**
   * @param {AudioContext} context
   * @param {MediaStream} microphone
   * @returns {Promise<AudioNode>} what the agent says; it is already audible
   */
  async open(context, microphone) {
    if (!context.audioWorklet) throw new CallError(failure("no-worklet"));
    await Promise.all(
      ["capture-worklet.js", "player-worklet.js"].map((name) =>
        context.audioWorklet.addModule(new URL(name, import.meta.url)),
      ),
    );
    await this.connect();
    this.source = context.createMediaStreamSource(microphone);
    this.capture = node(context, "repartee-capture", RATE, 0);
    this.player = node(context, "repartee-player", OUT_RATE, 1);
    this.capture.port.onmessage = ({ data }) => this.sendAudio(data);
    this.player.port.onmessage = ({ data }) => this.played(data);
    this.source.connect(this.capture);
    this.player.connect(context.destination);
    return this.player;
  }

  /** @private */
  connect() {
    const socket = new WebSocket(this.server.audioAddress(this.agent, RATE, OUT_RATE));
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => socket.close(), OPEN_MILLISECONDS);
      socket.onopen = () => {
        clearTimeout(timer);
        socket.onmessage = ({ data }) => this.receive(data);
        socket.onclose = ({ code, reason }) => this.ended(closeFailure(code, reason));
        resolve(undefined);
      };
      socket.onclose = async ({ code, reason }) => {
        clearTimeout(timer);
        const why = code === 1006 ? await this.server.whyNoAudio(this.agent) : closeFailure(code, reason);
        reject(new CallError(why ?? failure("connection-lost")));
      };
    });
  }

  /** @private */
  receive(data) {
    if (typeof data !== "string") {
      this.player?.port.postMessage(data, [data]);
      return;
    }
    const message = readMessage(data);
    if (!message) return;
    if (message.type === "clear") this.player?.port.postMessage("clear");
    this.dispatchEvent(new CustomEvent("message", { detail: message }));
  }

  /** @private */
  sendAudio(bytes) {
    if (this.socket?.readyState !== WebSocket.OPEN || this.socket.bufferedAmount > MOST_WAITING) return;
    this.socket.send(bytes);
  }

  /** @private */
  played(report) {
    this.figures = report;
    this.send({ type: "played", ms: report.played });
  }

  /** @param {object} message */
  send(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  /** @returns {Promise<[name: string, value: string][]>} */
  async statistics() {
    return [["Buffer", `${this.figures.held} ms`], ["Gaps", String(this.figures.underruns)]];
  }

  async close() {
    if (this.socket) {
      this.socket.onclose = null;
      this.socket.close(1000);
    }
    this.source?.disconnect();
    this.capture?.disconnect();
    this.player?.disconnect();
  }

  /** @private */
  ended(reason) {
    this.dispatchEvent(new CustomEvent("closed", { detail: reason }));
  }
}

function node(context, name, rate, outputs) {
  return new AudioWorkletNode(context, name, {
    numberOfInputs: 1 - outputs,
    numberOfOutputs: outputs,
    channelCount: 1,
    channelCountMode: "explicit",
    processorOptions: { rate },
    ...(outputs ? { outputChannelCount: [1] } : {}),
  });
}
