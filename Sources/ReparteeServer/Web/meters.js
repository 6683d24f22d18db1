import { level } from "./pcm.js";

/** What the strip shows. */
const SECONDS = 12;
/** Levels are taken so often; screens draw more often than sound means anything new. */
const STEP_SECONDS = 1 / 30;

/** Two level meters, and the last seconds of both voices: the caller's above the line, the agent's below. */
export class Meters {
  /**
   * @param {HTMLElement[]} bars
   * @param {HTMLCanvasElement} strip
   */
  constructor(bars, strip) {
    this.bars = bars;
    this.strip = strip;
    this.samples = new Float32Array(1024);
    /** @type {[number, number][]} */
    this.past = [];
    this.last = 0;
    // Also after a call the strip has the window's width and the colours of the theme.
    new ResizeObserver(() => this.draw()).observe(strip);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
  }

  /** @param {import("./call.js").Call} call */
  follow(call) {
    this.call = call;
    this.past = [];
    if (!this.frame) this.frame = requestAnimationFrame((now) => this.step(now));
  }

  stop() {
    this.call = undefined;
  }

  /** @private */
  step(now) {
    this.frame = this.call ? requestAnimationFrame((next) => this.step(next)) : 0;
    if (this.call && now - this.last < STEP_SECONDS * 1000) return;
    this.last = now;
    const levels = [0, 1].map((side) => this.level(side));
    levels.forEach((value, side) => this.show(value, side));
    this.past.push(levels);
    if (this.past.length > SECONDS / STEP_SECONDS) this.past.shift();
    this.draw();
  }

  /** @private */
  level(side) {
    const analyser = this.call?.meters?.[side];
    if (!analyser) return 0;
    analyser.getFloatTimeDomainData(this.samples);
    return level(this.samples);
  }

  /** @private */
  show(value, side) {
    const bar = this.bars[side];
    bar.firstElementChild.style.transform = `scaleX(${value.toFixed(3)})`;
    bar.setAttribute("aria-valuenow", String(Math.round(value * 100)));
  }

  /** @private */
  draw() {
    const { strip } = this;
    const scale = Math.min(globalThis.devicePixelRatio || 1, 2);
    const [width, height] = [Math.round(strip.clientWidth * scale), Math.round(strip.clientHeight * scale)];
    if (!width || !height) return;
    if (strip.width !== width || strip.height !== height) Object.assign(strip, { width, height });
    const pen = strip.getContext("2d");
    const colours = getComputedStyle(strip);
    pen.clearRect(0, 0, width, height);
    pen.fillStyle = colours.getPropertyValue("--line");
    pen.fillRect(0, height / 2, width, 1);
    const slot = width / (SECONDS / STEP_SECONDS);
    const begin = width - this.past.length * slot;
    for (const side of [0, 1]) {
      pen.fillStyle = colours.getPropertyValue(side ? "--them" : "--you");
      this.past.forEach((levels, i) => {
        // Rooms are never silent: what is below a quarter of the scale is no voice.
        const tall = Math.max(0, (levels[side] - 0.25) / 0.75) * (height / 2 - 6);
        if (tall >= 1) pen.fillRect(begin + i * slot, side ? height / 2 + 3 : height / 2 - 2 - tall, Math.max(slot - 0.6, 1), tall);
      });
    }
  }
}
