import { make } from "./element.js";
import { commonScale, describe, milliseconds, waterfall } from "./waterfall.js";

/** Bars of earlier replies grow shorter when a slower one comes: all are drawn to one scale. */
const sums = new WeakMap();
let scale = commonScale([]);

/**
 * The bar of a reply; opened, a row for each part.
 *
 * @param {import("./messages.js").ServerMessage} turn
 * @returns {HTMLElement[]}
 */
export function waterfallView(turn) {
  const fall = waterfall(turn);
  if (!fall) return [];
  const details = make("details", "fall");
  const summary = make("summary");
  summary.setAttribute("aria-label", describe(fall));
  const track = make("div", "track");
  sums.set(track, fall.sum);
  for (const part of fall.parts.filter((part) => part.ms > 0)) {
    const bar = make("i", `stage-${part.kind}`);
    bar.dataset.ms = String(part.ms);
    bar.title = `${part.label}: ${milliseconds(part.ms)}`;
    track.append(bar);
  }
  summary.append(track, make("span", "sum", milliseconds(fall.sum)));
  details.append(summary, table(fall));
  scale = Math.max(scale, commonScale([fall.sum]));
  stretch(track);
  for (const other of document.querySelectorAll(".track")) stretch(other);
  return [details];
}

/** Begins a new call's scale. */
export const resetScale = () => {
  scale = commonScale([]);
};

function stretch(track) {
  for (const bar of track.children) bar.style.width = `${(100 * Number(bar.dataset.ms)) / scale}%`;
}

function table(fall) {
  const rows = make("table");
  rows.append(make("caption", "hidden", "Where the time of this reply went"));
  const body = make("tbody");
  for (const part of fall.parts) {
    const row = make("tr", part.ms > 0 ? "" : "none");
    const name = head(part.label);
    name.prepend(make("span", `swatch stage-${part.kind}`));
    const cell = make("td", "cell");
    const lane = make("div");
    if (part.ms > 0) lane.append(placed(part, fall.sum));
    cell.append(lane);
    row.append(name, cell, make("td", "", part.ms > 0 ? milliseconds(part.ms) : "no wait"));
    body.append(row);
  }
  const foot = make("tfoot");
  const sum = make("tr");
  sum.append(head("You stop → first sound leaves"), make("td"), make("td", "", milliseconds(fall.sum)));
  foot.append(sum);
  rows.append(body, foot);
  return rows;
}

function placed(part, sum) {
  const bar = make("i", `stage-${part.kind}`);
  bar.style.marginLeft = `${(100 * part.from) / sum}%`;
  bar.style.width = `${100 * part.share}%`;
  return bar;
}

function head(text) {
  const cell = make("th", "", text);
  cell.setAttribute("scope", "row");
  return cell;
}
