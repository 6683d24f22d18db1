import { number, words } from "./messages.js";

/**
 * What was said so far: a pure function from messages to entries, oldest first.
 *
 * @typedef {Object} Entry
 * @property {number} id
 * @property {"user" | "agent"} role
 * @property {string} text what was said, or of the agent: what was heard of it
 * @property {boolean} open it may still grow
 * @property {string} cut what the agent would have said, had it not been interrupted
 * @property {boolean} interrupted
 * @property {"" | "backchannel" | "noise"} aside what this sound over the agent was taken for
 * @property {import("./messages.js").ServerMessage | null} turn the report of the turn this reply ended
 * @property {number} at milliseconds since the call began, on the page's clock
 *
 * @typedef {{entries: Entry[], next: number}} Captions
 */

/** @returns {Captions} */
export const noCaptions = () => ({ entries: [], next: 1 });

/**
 * @param {Captions} state
 * @param {import("./messages.js").ServerMessage} message
 * @param {number} [at]
 * @returns {Captions} the same object when nothing changed
 */
export function reduceCaptions(state, message, at = 0) {
  switch (message.type) {
    case "transcript":
      return message.role === "agent" ? agentSaid(state, message, at) : userSaid(state, message, at);
    case "overlap":
      return judged(state, message, at);
    case "turn":
      return reported(state, message);
    case "end":
      return closeAll(state);
    default:
      return state;
  }
}

/** What is written down as cut: the words after those that were heard. @returns {string} */
export function cutWords(/** @type {string} */ generated, /** @type {string} */ heard) {
  const all = generated.split(/\s+/).filter(Boolean);
  const known = heard.split(/\s+/).filter(Boolean);
  let same = 0;
  while (same < known.length && same < all.length && alike(all[same], known[same])) same += 1;
  // A synthesiser may write what it says otherwise; then the count has to do.
  return all.slice(same === known.length ? same : Math.min(known.length, all.length)).join(" ");
}

const alike = (/** @type {string} */ a, /** @type {string} */ b) => bare(a) === bare(b);
const bare = (/** @type {string} */ word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "") || word;

function userSaid(state, message, at) {
  const text = words(message.text);
  if (message.reopened === true) state = withoutRest(state);
  const last = lastOf(state, (entry) => entry.role === "user");
  const answered = last && state.entries.some((e) => e.role === "agent" && e.id > last.id && e.text);
  // A turn that was taken up again is told as the same words, not final.
  const goesOn = last && !last.aside && (last.open || (message.reopened === true && !answered));
  if (goesOn) return put(state, { ...last, text: text || last.text, open: message.final !== true });
  if (!text) return state;
  return add(state, { role: "user", text, open: message.final !== true, at });
}

/** What was heard since a turn was taken for over belongs to it when it is taken up again. */
function withoutRest(state) {
  const whole = lastOf(state, (entry) => entry.role === "user" && !entry.open && !entry.aside);
  if (!whole || state.entries.some((e) => e.role === "agent" && e.id > whole.id && e.text)) return state;
  const isRest = (entry) => entry.role === "user" && entry.open && entry.id > whole.id;
  return { ...state, entries: state.entries.filter((entry) => !isRest(entry)) };
}

function agentSaid(state, message, at) {
  const text = words(message.text);
  const open = lastOf(state, (entry) => entry.role === "agent" && entry.open);
  if (message.final !== true) {
    if (!text) return state;
    return open ? put(state, { ...open, text }) : add(state, { role: "agent", text, open: true, at });
  }
  const interrupted = message.interrupted === true;
  const cut = interrupted ? cutWords(words(message.generated), text) : "";
  const end = { text, open: false, interrupted, cut };
  if (open) return put(state, { ...open, ...end });
  return text || cut ? add(state, { role: "agent", at, ...end }) : state;
}

/** A sound over the agent that was none of its business becomes an aside under the reply. */
function judged(state, message, at) {
  if (message.decision === "turn") return state;
  const aside = message.decision === "backchannel" ? "backchannel" : "noise";
  const agent = lastOf(state, (entry) => entry.role === "agent" && entry.open);
  const open = lastOf(state, (entry) => entry.role === "user" && entry.open && (!agent || entry.id > agent.id));
  const said = words(message.words);
  if (open) return put(state, { ...open, text: said || open.text, open: false, aside });
  return said ? add(state, { role: "user", text: said, open: false, aside, at }) : state;
}

function reported(state, message) {
  const reply = lastOf(state, (entry) => entry.role === "agent");
  if (!reply || reply.turn || number(message.latency_ms) === null) return state;
  return put(state, { ...reply, turn: message });
}

function closeAll(state) {
  if (!state.entries.some((entry) => entry.open)) return state;
  return { ...state, entries: state.entries.map((entry) => ({ ...entry, open: false })) };
}

function lastOf(state, matches) {
  for (let i = state.entries.length - 1; i >= 0; i -= 1) {
    if (matches(state.entries[i])) return state.entries[i];
  }
  return undefined;
}

function add(state, entry) {
  const whole = { id: state.next, cut: "", interrupted: false, aside: "", turn: null, ...entry };
  return { entries: [...state.entries, whole], next: state.next + 1 };
}

function put(state, entry) {
  return { ...state, entries: state.entries.map((old) => (old.id === entry.id ? entry : old)) };
}
