/**
 * What the server says in text, over a data channel or a WebSocket alike.
 *
 * @typedef {{type: string, [field: string]: any}} ServerMessage
 */

/**
 * Reads one message. Whatever cannot be understood is null: a newer server may say more than this page knows.
 *
 * @param {unknown} text
 * @returns {ServerMessage | null}
 */
export function readMessage(text) {
  if (typeof text !== "string") return null;
  try {
    const message = JSON.parse(text);
    return message && typeof message === "object" && typeof message.type === "string" ? message : null;
  } catch {
    return null;
  }
}

/** @param {unknown} value @returns {string} */
export function words(value) {
  return typeof value === "string" ? value.trim() : "";
}

/** @param {unknown} value @returns {number | null} */
export function number(value) {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
