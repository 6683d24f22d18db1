/**
 * Every failure as a sentence that says what to do.
 *
 * @typedef {"retry" | "websocket" | "reload" | null} Action what the one button beside the sentence does
 * @typedef {{code: string, title: string, text: string, action: Action}} Failure
 */

/** @type {Record<string, [title: string, text: string, action: Action]>} */
const SENTENCES = {
  "microphone-denied": ["The microphone is blocked.", "Allow it for this page at the left of the address bar, then talk again.", "retry"],
  "microphone-missing": ["No microphone was found.", "Plug one in, or switch it on in the system's sound settings, then talk again.", "retry"],
  "microphone-busy": ["The microphone cannot be opened.", "Another program may be using it: close that, or choose another microphone, then talk again.", "retry"],
  "microphone-lost": ["The microphone was unplugged.", "Plug it in again or choose another one, then talk again.", "retry"],
  "not-secure": ["The browser gives no microphone to this address.", "Open the page over https, or on the server's own machine as http://127.0.0.1.", null],
  "no-webrtc": ["This browser has no WebRTC.", "Talk over the WebSocket instead; it needs nothing but this page.", "websocket"],
  "no-webrtc-here": ["This server has no WebRTC.", "It was built or started without it. Talk over the WebSocket instead.", "websocket"],
  "no-worklet": ["This browser is too old for this page.", "It has no AudioWorklet: update it, or use a current Firefox, Chrome, Edge or Safari.", null],
  "server-away": ["The server does not answer.", "See that it is running and that this device has a network, then try again.", "retry"],
  "udp-blocked": ["No sound comes through.", "A firewall or the network seems to block UDP, which WebRTC needs. The WebSocket goes the same way as this page.", "websocket"],
  "connection-lost": ["The connection was lost.", "The network may have changed. Talk again to start a new call.", "retry"],
  "over-capacity": ["All lines are busy.", "The server carries as many calls as it can.", "retry"],
  overloaded: ["The machine is too busy.", "Another call would make all of them stutter.", "retry"],
  loading: ["The server is still waking up.", "It is loading its models; that takes a moment.", "retry"],
  draining: ["The server is shutting down.", "It takes no new calls now. Try again in a moment.", "retry"],
  "token-expired": ["This link has expired.", "Its token is no longer good. Ask whoever gave it to you for a new link.", null],
  unauthorized: ["This server wants a key.", "Open the page with a link that has a token, as in …/#token=…", null],
  forbidden: ["The server refuses this page.", "The token is for another agent, or this address is not on the server's list of origins.", null],
  "agent-unknown": ["There is no such agent.", "It may have been renamed or removed. Load the page again to see which there are.", "reload"],
  "no-recording": ["Nothing was kept of this call.", "The server does not keep this, or has thrown it away by now.", null],
  failed: ["Something broke.", "Talk again; if it goes on, the server's log says what happened.", "retry"],
};

/**
 * @param {string} code
 * @param {string} [more] a sentence to add
 * @returns {Failure}
 */
export function failure(code, more = "") {
  const known = SENTENCES[code] ? code : "failed";
  const [title, text, action] = SENTENCES[known];
  return { code: known, title, text: more ? `${text} ${more}` : text, action };
}

/** Why there is no microphone. @param {unknown} error @returns {Failure} */
export function microphoneFailure(error) {
  const name = error && typeof error === "object" && "name" in error ? String(error.name) : "";
  if (name === "NotAllowedError" || name === "SecurityError") return failure("microphone-denied");
  if (name === "NotFoundError" || name === "OverconstrainedError") return failure("microphone-missing");
  if (name === "NotReadableError" || name === "AbortError") return failure("microphone-busy");
  return failure("microphone-busy");
}

/**
 * Why the server refused a request.
 *
 * @param {{status: number, headers: {get(name: string): string | null}}} response
 * @param {unknown} [body] the answer's JSON: `{"error":{"code","message"}}`
 * @returns {Failure}
 */
export function refusal(response, body) {
  const code = /** @type {any} */ (body)?.error?.code ?? "";
  if (code === "loading" || code === "draining") return failure(code);
  if (code === "no_webrtc") return failure("no-webrtc-here");
  switch (response.status) {
    case 401: return failure(code === "unauthorized" ? "unauthorized" : "token-expired");
    case 403: return failure("forbidden");
    case 404: return failure(code === "no_such_agent" || !code ? "agent-unknown" : "failed");
    case 503: return failure(code === "overloaded" ? code : "over-capacity", retryAfter(response.headers.get("Retry-After")));
    default: return failure("failed", serverSays(body));
  }
}

/**
 * Why a WebSocket was closed, from its code and reason (RFC 6455, section 7.4.1).
 *
 * @param {number} code
 * @param {string} reason
 * @returns {Failure | null} null when the call had simply ended
 */
export function closeFailure(code, reason) {
  if (code === 1000 || code === 1005) return null;
  if (code === 1001) return failure("draining");
  if (code === 1013) return failure("over-capacity");
  if (code === 1008 && /token|key/i.test(reason)) return failure("token-expired");
  if (code === 1006) return failure("connection-lost");
  return failure("failed", reason && `The server says: ${reason}`);
}

/** @param {string | null} header @returns {string} */
function retryAfter(header) {
  const seconds = Number(header);
  if (!header || !Number.isFinite(seconds) || seconds < 0) return "Try again in a moment.";
  return `Try again in ${Math.ceil(seconds)} ${Math.ceil(seconds) === 1 ? "second" : "seconds"}.`;
}

/** @param {unknown} body @returns {string} */
function serverSays(body) {
  const message = /** @type {any} */ (body)?.error?.message;
  return typeof message === "string" && message ? `The server says: ${message}` : "";
}

/** A failure that is thrown. */
export class CallError extends Error {
  /** @param {Failure} reason */
  constructor(reason) {
    super(reason.title);
    this.failure = reason;
  }
}
