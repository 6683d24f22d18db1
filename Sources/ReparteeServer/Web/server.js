import { CallError, failure, refusal } from "./errors.js";

/** The server that served this page, and what was in the address: `#token=…&agent=…`. */
export class Server {
  /** @param {Location} where */
  constructor(where) {
    this.where = where;
    const wishes = new URLSearchParams(where.hash.slice(1));
    this.token = wishes.get("token") ?? "";
    this.agent = wishes.get("agent") ?? "";
    /** What it talks over, the best first; known once it has told its agents. @type {string[]} */
    this.transports = [];
  }

  /**
   * @param {string} path
   * @param {RequestInit} [options]
   * @returns {Promise<Response>}
   * @throws {CallError} when it is away or refuses
   */
  async fetch(path, options = {}) {
    const headers = new Headers(options.headers);
    if (this.token) headers.set("Authorization", `Bearer ${this.token}`);
    let response;
    try {
      response = await fetch(path, { ...options, headers });
    } catch {
      throw new CallError(failure("server-away"));
    }
    if (response.ok) return response;
    throw new CallError(refusal(response, await response.json().catch(() => null)));
  }

  /** @returns {Promise<string[]>} */
  async agents() {
    const { agents, transports } = await (await this.fetch("/v1/agents")).json();
    this.transports = Array.isArray(transports) ? transports.map(String) : ["webrtc", "websocket"];
    return Array.isArray(agents) ? agents.map((agent) => String(agent.name)) : [];
  }

  /** @param {string} agent @param {number} rate @param {number} outRate @returns {string} */
  audioAddress(agent, rate, outRate) {
    const query = new URLSearchParams({ agent, rate: String(rate), out_rate: String(outRate) });
    if (this.token) query.set("token", this.token);
    return `${this.where.protocol === "https:" ? "wss" : "ws"}://${this.where.host}/v1/audio?${query}`;
  }

  /** Why a WebSocket did not open: browsers do not say, but the same request without upgrade does. */
  async whyNoAudio(/** @type {string} */ agent) {
    try {
      await this.fetch(`/v1/audio?${new URLSearchParams({ agent })}`);
    } catch (error) {
      // 426 is what a healthy server answers.
      if (error instanceof CallError && error.failure.code !== "failed") return error.failure;
    }
    return failure("connection-lost");
  }
}
