import { number } from "./messages.js";

/**
 * Where the time of a turn went.
 *
 * @typedef {{name: string, label: string, kind: string, ms: number, from: number, share: number}} Part
 * @typedef {{parts: Part[], sum: number, latency: number, exact: boolean}} Waterfall
 */

/** What a part is called, and whose work it is. @type {Record<string, [label: string, kind: string]>} */
const NAMES = {
  silence_noticed: ["Silence noticed", "hear"],
  final_transcript: ["Transcript ready", "write"],
  first_token: ["First token", "think"],
  first_clause: ["First clause", "think"],
  first_speech: ["First speech made", "speak"],
  turn_decided: ["Turn judged over", "decide"],
  first_block: ["First sound sent", "speak"],
};

/**
 * The parts in order, each with where it begins and its share of the sum.
 *
 * @param {import("./messages.js").ServerMessage} turn
 * @returns {Waterfall | null} null for a turn that answered nobody, such as a greeting
 */
export function waterfall(turn) {
  const latency = number(turn.latency_ms);
  if (latency === null || !Array.isArray(turn.stages)) return null;
  const stages = turn.stages.filter((stage) => stage && (number(stage.ms) ?? -1) >= 0);
  const sum = tenth(stages.reduce((total, stage) => total + stage.ms, 0));
  let from = 0;
  const parts = stages.map((stage) => {
    const [label, kind] = NAMES[stage.name] ?? [String(stage.name).replaceAll("_", " "), "hear"];
    const part = { name: stage.name, label, kind, ms: stage.ms, from: tenth(from), share: sum ? stage.ms / sum : 0 };
    from += stage.ms;
    return part;
  });
  return { parts, sum, latency, exact: Math.abs(sum - latency) <= 1 };
}

/**
 * The length that all bars of a call share, so that two replies can be compared at a glance.
 *
 * @param {number[]} sums
 * @returns {number} milliseconds, a round number
 */
export function commonScale(sums) {
  const most = Math.max(600, ...sums.filter(Number.isFinite));
  return Math.ceil(most / 200) * 200;
}

/** One sentence for those who cannot see the bar. @returns {string} */
export function describe(/** @type {Waterfall} */ fall) {
  const slow = [...fall.parts].sort((a, b) => b.ms - a.ms)[0];
  const most = slow && slow.ms > 0 ? `; most of it: ${slow.label.toLowerCase()}, ${milliseconds(slow.ms)}` : "";
  return `Answered after ${milliseconds(fall.sum)}${most}.`;
}

/** @param {number} ms @returns {string} */
export const milliseconds = (ms) => `${ms < 10 && ms % 1 ? ms.toFixed(1) : Math.round(ms)} ms`;

const tenth = (/** @type {number} */ ms) => Math.round(ms * 10) / 10;
