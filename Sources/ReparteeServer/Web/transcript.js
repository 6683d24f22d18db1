import { percentile } from "./summary.js";

/**
 * A call as text, for people.
 *
 * @param {import("./captions.js").Captions} captions
 * @param {import("./summary.js").Summary} summary
 * @param {{agent: string, session: string, began: Date}} call
 * @returns {string}
 */
export function transcriptText(captions, summary, call) {
  const lines = captions.entries.map((entry) => `[${clock(entry.at)}] ${line(entry, call.agent)}`);
  return [...heading(summary, call), "", ...lines, ""].join("\n");
}

function heading(summary, call) {
  const time = (share) => {
    const value = percentile(summary.latencies, share);
    return value === null ? "–" : `${Math.round(value)} ms`;
  };
  return [
    `Call with ${call.agent || "the agent"}`,
    `Began ${call.began.toISOString()}${call.session ? `, session ${call.session}` : ""}`,
    `Replies ${summary.replies}, p50 ${time(0.5)}, p95 ${time(0.95)}, barge-ins ${summary.bargeIns}, ` +
      `false alarms ${summary.falseAlarms}`,
    "Words in ~~ were written but not heard: the caller interrupted.",
  ];
}

function line(entry, agent) {
  const who = entry.role === "user" ? "You" : agent || "Agent";
  const cut = entry.cut ? `${entry.text ? " " : ""}~~${entry.cut}~~` : "";
  const aside = entry.aside ? ` (${entry.aside}, the agent kept speaking)` : "";
  const latency = entry.turn ? `  [${Math.round(entry.turn.latency_ms)} ms]` : "";
  return `${who}: ${entry.text}${cut}${aside}${latency}`;
}

/** @param {number} ms @returns {string} minutes and seconds */
export function clock(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}
