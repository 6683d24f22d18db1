import { make } from "./element.js";
import { waterfallView } from "./waterfall-view.js";

/** Shows entries as a list, changing only what changed. */
export class CaptionsView {
  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} scroll
   * @param {HTMLButtonElement} latest brings the newest words into view
   */
  constructor(list, scroll, latest) {
    this.list = list;
    this.scroll = scroll;
    this.latest = latest;
    this.agent = "Agent";
    /** @type {Map<number, {entry: import("./captions.js").Entry, element: HTMLElement}>} */
    this.shown = new Map();
    this.pinned = true;
    scroll.addEventListener("scroll", () => {
      this.pinned = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 48;
      latest.hidden = this.pinned;
    });
    latest.addEventListener("click", () => this.toEnd());
    new ResizeObserver(() => this.pinned && this.toEnd()).observe(scroll);
  }

  /** @param {import("./captions.js").Captions} captions */
  show(captions) {
    if (captions.entries.length === 0) this.clear();
    const ids = new Set(captions.entries.map((entry) => entry.id));
    for (const [id, { element }] of this.shown) {
      if (ids.has(id)) continue;
      element.remove();
      this.shown.delete(id);
    }
    for (const entry of captions.entries) {
      const old = this.shown.get(entry.id);
      if (old?.entry === entry) continue;
      const element = this.render(entry);
      if (old) old.element.replaceWith(element);
      else this.list.append(element);
      this.shown.set(entry.id, { entry, element });
    }
    if (this.pinned) this.toEnd();
    else this.latest.hidden = false;
  }

  /** A long name would not fit beside the words. @private */
  get label() {
    return this.agent.length > 9 ? "Agent" : this.agent;
  }

  toEnd() {
    this.scroll.scrollTop = this.scroll.scrollHeight;
    this.latest.hidden = true;
  }

  /** @private */
  clear() {
    this.list.replaceChildren();
    this.shown.clear();
    this.pinned = true;
  }

  /** @private */
  render(entry) {
    const row = make("li", `said ${entry.role === "user" ? "by-you" : "by-them"}`);
    row.classList.toggle("open", entry.open);
    row.classList.toggle("aside", Boolean(entry.aside));
    const said = make("p", "words", entry.text);
    if (entry.cut) said.append(entry.text ? " " : "", make("del", "", entry.cut));
    row.append(make("p", "who", entry.role === "user" ? "You" : this.label), said);
    const note = noteOf(entry);
    if (note) row.append(make("p", entry.interrupted ? "note cut" : "note", note));
    if (entry.turn) row.append(...waterfallView(entry.turn));
    return row;
  }
}

function noteOf(entry) {
  if (entry.interrupted) return entry.cut ? "Interrupted: the struck-through words were not heard." : "Interrupted.";
  if (entry.aside === "backchannel") return "Taken for a “go on”: the agent kept speaking.";
  if (entry.aside === "noise") return "Taken for noise: the agent kept speaking.";
  return "";
}
