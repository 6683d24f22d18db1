/**
 * The few figures of a WebRTC connection that people ask for, out of the many that a browser counts.
 *
 * @param {Iterable<any>} reports of `getStats`
 * @returns {[name: string, value: string][]}
 */
export function figuresFrom(reports) {
  let roundTrip, lost = 0, received = 0, delay = 0, emitted = 0, heard = false;
  for (const report of reports) {
    if (report.type === "candidate-pair" && report.nominated && report.currentRoundTripTime !== undefined) {
      roundTrip = report.currentRoundTripTime;
    }
    if (report.type === "inbound-rtp" && report.kind === "audio") {
      heard = true;
      lost = Math.max(0, report.packetsLost ?? 0);
      received = report.packetsReceived ?? 0;
      delay = report.jitterBufferDelay ?? 0;
      emitted = report.jitterBufferEmittedCount ?? 0;
    }
  }
  /** @type {[string, string][]} */
  const figures = [];
  if (roundTrip !== undefined) figures.push(["Round trip", `${Math.round(roundTrip * 1000)} ms`]);
  if (heard) figures.push(["Lost", percent(lost, lost + received)]);
  if (emitted > 0) figures.push(["Buffer", `${Math.round((delay / emitted) * 1000)} ms`]);
  return figures;
}

function percent(part, whole) {
  if (whole === 0 || part === 0) return "0 %";
  const share = (100 * part) / whole;
  return `${share < 10 ? share.toFixed(1) : Math.round(share)} %`;
}
