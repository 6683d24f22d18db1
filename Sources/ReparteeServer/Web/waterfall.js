/**
 * Where the time of one turn went.
 * @param {{latency_ms: number, stages: {name: string, ms: number}[]}} turn
 * @returns {{rows: {name: string, ms: number, start: number, share: number}[], sum: number}} starts and
 *   shares are parts of the whole, 0 to 1
 */
export function waterfall(turn) {
  const stages = (turn.stages ?? []).filter((stage) => Number.isFinite(stage.ms) && stage.ms > 0);
  const sum = stages.reduce((total, stage) => total + stage.ms, 0);
  let reached = 0;
  const rows = stages.map(({ name, ms }) => {
    const row = { name: label(name), ms, start: reached / sum, share: ms / sum };
    reached += ms;
    return row;
  });
  return { rows, sum };
}

const labels = {
  silence_noticed: "silence noticed", final_transcript: "transcript", first_token: "first token",
  first_clause: "first clause", first_speech: "first speech", turn_decided: "turn judged over",
  first_block: "first sound",
};

/** @param {string} name */
export const label = (name) => labels[name] ?? name.replaceAll("_", " ");
