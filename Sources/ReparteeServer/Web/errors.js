/** A failure in a sentence that says what to do. */

const microphone = {
  NotAllowedError: "The microphone is not allowed here: allow it beside the address of this page, then press Talk again.",
  NotFoundError: "There is no microphone: connect one, then press Talk again. You can also type.",
  NotReadableError: "Another program holds the microphone: close it, then press Talk again.",
  OverconstrainedError: "The chosen microphone is gone: choose another one.",
};

/** @param {Error} error what getUserMedia threw */
export const microphoneProblem = (error) =>
  microphone[error?.name] ?? `The microphone cannot be used (${error?.name ?? "unknown"}): choose another one.`;

const codes = {
  1001: "The server is shutting down: try again in a minute.",
  1006: "The connection to the server was lost: check the network, then press Talk again.",
  1008: "The server did not let you in: your link may have expired. Ask for a new one.",
  1009: "The server refused a message that was too large: reload this page.",
  1011: "Something failed on the server: press Talk again. Its log says more.",
  1013: "All lines are busy: try again in a moment.",
};

/**
 * @param {number} code a WebSocket's close code
 * @param {string} reason
 */
export const closeProblem = (code, reason) =>
  code === 1000 ? "" : codes[code] ?? `The call ended (${reason || code}): press Talk again.`;

const statuses = {
  401: "The server did not let you in: your link may have expired. Ask for a new one.",
  403: "This page may not use the server: open it from the server's own address.",
  404: "There is no such agent: choose another one.",
  503: "All lines are busy: try again in a moment.",
};

/** @param {number} status of an HTTP answer; 0 when none came */
export const statusProblem = (status) =>
  status === 0 ? "The server cannot be reached: is it running? Then press Talk again."
    : statuses[status] ?? `The server answered with ${status}: try again.`;
