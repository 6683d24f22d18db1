/**
 * What a call was like so far.
 *
 * @typedef {{latencies: number[], replies: number, bargeIns: number, falseAlarms: number}} Tally
 */

/** @returns {Tally} */
export const noCall = () => ({ latencies: [], replies: 0, bargeIns: 0, falseAlarms: 0 });

/**
 * @param {Tally} tally
 * @param {object} message
 * @returns {Tally}
 */
export function count(tally, message) {
  if (message.type === "turn") {
    const latencies = message.latency_ms == null ? tally.latencies : [...tally.latencies, message.latency_ms];
    return { ...tally, latencies, replies: tally.replies + 1 };
  }
  if (message.type === "overlap") {
    return message.decision === "turn"
      ? { ...tally, bargeIns: tally.bargeIns + 1 } : { ...tally, falseAlarms: tally.falseAlarms + 1 };
  }
  return tally;
}

/**
 * The value below which a share of the values lies; null without values.
 * @param {number[]} values
 * @param {number} share 0 to 1
 */
export function quantile(values, share) {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
}

/**
 * The figures that people read.
 * @param {Tally} tally
 * @returns {[string, string][]}
 */
export function figures(tally) {
  const time = (value) => (value == null ? "–" : `${Math.round(value)} ms`);
  return [
    ["Replies", String(tally.replies)],
    ["Median", time(quantile(tally.latencies, 0.5))],
    ["95 of 100", time(quantile(tally.latencies, 0.95))],
    ["Barge-ins", String(tally.bargeIns)],
    ["False alarms", String(tally.falseAlarms)],
  ];
}
