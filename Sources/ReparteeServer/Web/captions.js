/**
 * What has been said, from the server's messages: a list of lines that only this file changes.
 *
 * @typedef {{who: "user"|"agent"|"note", text: string, cut: string, open: boolean, turn: object|null}} Line
 */

/** @returns {Line[]} */
export const noLines = () => [];

/**
 * Takes a message and changes the lines by it.
 * @param {Line[]} lines
 * @param {object} message
 * @returns {Line[]} the lines, new where something changed
 */
export function caption(lines, message) {
  switch (message.type) {
    case "transcript": return message.role === "agent" ? heard(lines, message) : said(lines, message);
    case "turn": return attach(lines, message);
    case "overlap": return [...lines, note(overlapText(message))];
    case "error": return [...lines, note(message.message)];
    default: return lines;
  }
}

const line = (who, text, open) => ({ who, text, cut: "", open, turn: null });
const note = (text) => line("note", text, false);

/** The newest line of one side that is still growing. */
function openIndex(lines, who) {
  return lines.findLastIndex((entry) => entry.who === who && entry.open);
}

function put(lines, index, entry) {
  return index < 0 ? [...lines, entry] : lines.with ? lines.with(index, entry)
    : lines.map((old, place) => (place === index ? entry : old));
}

function said(lines, { text, final }) {
  const index = openIndex(lines, "user");
  if (!text) return index < 0 ? lines : lines.filter((_, place) => place !== index);
  return put(lines, index, line("user", text, !final));
}

function heard(lines, { text, final, generated, interrupted }) {
  const index = openIndex(lines, "agent");
  if (final && !text && !generated) return lines;
  const entry = line("agent", text, !final);
  if (final && interrupted) entry.cut = notHeard(text, generated ?? "");
  return put(lines, index, entry);
}

/** The words of a reply that were made and not heard. */
export function notHeard(heardText, generated) {
  const count = heardText.split(/\s+/).filter(Boolean).length;
  return generated.split(/\s+/).filter(Boolean).slice(count).join(" ");
}

/** A turn's times belong to the reply that it ended with. */
function attach(lines, message) {
  const index = lines.findLastIndex((entry) => entry.who === "agent");
  if (index < 0 || lines[index].turn || message.latency_ms == null) return lines;
  return put(lines, index, { ...lines[index], turn: message });
}

/** Why a sound over the agent was taken for what it was. */
export function overlapText({ decision, reason, words, probability }) {
  const share = probability == null ? "" : `, ${probability.toFixed(2)}`;
  const said = words ? ` “${words}”` : "";
  const outcome = decision === "turn" ? "you took the turn" : "the agent goes on";
  return `${String(reason ?? decision).replaceAll("_", " ")}:${said}${share}; ${outcome}`;
}
