import { number } from "./messages.js";

/**
 * A call in five figures.
 *
 * @typedef {{replies: number, latencies: number[], bargeIns: number, falseAlarms: number}} Summary
 */

/** @returns {Summary} */
export const noSummary = () => ({ replies: 0, latencies: [], bargeIns: 0, falseAlarms: 0 });

/**
 * A barge-in is a reply that the caller cut; a false alarm a sound over the agent that was not a turn.
 *
 * @param {Summary} state
 * @param {import("./messages.js").ServerMessage} message
 * @returns {Summary} the same object when nothing changed
 */
export function reduceSummary(state, message) {
  if (message.type === "overlap" && message.decision !== "turn") {
    return { ...state, falseAlarms: state.falseAlarms + 1 };
  }
  if (message.type !== "turn") return state;
  const latency = number(message.latency_ms);
  return {
    ...state,
    replies: state.replies + (latency === null ? 0 : 1),
    latencies: latency === null ? state.latencies : [...state.latencies, latency],
    bargeIns: state.bargeIns + (message.interrupted === true ? 1 : 0),
  };
}

/**
 * The smallest value that `share` of all values do not exceed (nearest rank).
 *
 * @param {number[]} values
 * @param {number} share from 0 to 1
 * @returns {number | null} null without values
 */
export function percentile(values, share) {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.ceil(Math.min(Math.max(share, 0), 1) * sorted.length);
  return sorted[Math.max(rank, 1) - 1];
}

/**
 * The figures as rows: name, value, unit.
 *
 * @param {Summary} state
 * @returns {[name: string, value: string, unit: string][]}
 */
export function summaryRows(state) {
  const time = (/** @type {number} */ share) => {
    const value = percentile(state.latencies, share);
    return value === null ? "–" : String(Math.round(value));
  };
  return [
    ["Replies", String(state.replies), ""],
    ["Reply p50", time(0.5), "ms"],
    ["Reply p95", time(0.95), "ms"],
    ["Barge-ins", String(state.bargeIns), ""],
    ["False alarms", String(state.falseAlarms), ""],
  ];
}
