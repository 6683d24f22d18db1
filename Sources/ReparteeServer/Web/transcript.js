/**
 * The call as text, for people to keep.
 * @param {import("./captions.js").Line[]} lines
 */
export function transcript(lines) {
  const who = { user: "You", agent: "Agent" };
  return lines.filter((line) => who[line.who] && (line.text || line.cut))
    .map(({ who: side, text, cut }) => `${who[side]}: ${text}${cut ? ` [not heard: ${cut}]` : ""}\n`).join("");
}
