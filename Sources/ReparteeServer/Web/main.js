import { Call } from "./call.js";
import { noCaptions, reduceCaptions } from "./captions.js";
import { CaptionsView } from "./captions-view.js";
import { download, saveText } from "./download.js";
import { CallError, failure } from "./errors.js";
import { keyboard } from "./keyboard.js";
import { Meters } from "./meters.js";
import { announce, chooseTransport, chosenTransport, page, showFailure, showRows } from "./page.js";
import { Server } from "./server.js";
import { foldSettings, showAgents, showDevices } from "./settings.js";
import { noSummary, reduceSummary, summaryRows } from "./summary.js";
import { transcriptText } from "./transcript.js";
import { WebRTCTransport } from "./transport-webrtc.js";
import { WebSocketTransport } from "./transport-websocket.js";
import { resetScale } from "./waterfall-view.js";

const server = new Server(location);
const view = new CaptionsView(page.captions, page.scroll, page.latest);
const meters = new Meters(page.meters, page.strip);
/** The call that is, or was last. @type {Call | null} */
let call = null;
let [captions, summary, began] = [noCaptions(), noSummary(), new Date()];

const STATES = { listening: "Listening", thinking: "Thinking", speaking: "Speaking" };

function talk() {
  showFailure(null);
  [captions, summary, began] = [noCaptions(), noSummary(), new Date()];
  resetScale();
  view.agent = page.agent.value || "Agent";
  showWords();
  const kind = chosenTransport();
  const transport =
    kind === "webrtc"
      ? new WebRTCTransport(server, page.agent.value, page.voice)
      : new WebSocketTransport(server, page.agent.value);
  const begun = new Call(transport, page.microphone.value, page.speaker.value);
  call = begun;
  begun.addEventListener("phase", () => begun === call && showPhase());
  begun.addEventListener("message", ({ detail }) => begun === call && receive(detail));
  begun.addEventListener("failure", ({ detail }) => begun === call && showFailure(detail));
  showPhase();
  return begun.start();
}

const toggle = () => (call && !call.over ? call.hangUp() : talk());

function receive(message) {
  captions = reduceCaptions(captions, message, Date.now() - began.getTime());
  summary = reduceSummary(summary, message);
  showWords();
  if (message.type === "state") showState(String(message.state));
  if (message.type === "error") showFailure(failure("failed", `The server says: ${message.message ?? message.code}`));
  if (message.type === "transcript" && message.final && message.text) {
    announce(`${message.role === "user" ? "You" : view.agent}: ${message.text}${message.interrupted ? " (interrupted)" : ""}`);
  }
}

function showWords() {
  view.show(captions);
  showRows(page.summary, summaryRows(summary));
  page.empty.hidden = captions.entries.length > 0;
  page.getTranscript.disabled = captions.entries.length === 0;
}

function showState(state) {
  document.body.dataset.state = state;
  page.state.textContent = STATES[state] ?? state;
  page.interrupt.disabled = state !== "speaking";
}

function showPhase() {
  const phase = call?.phase ?? "idle";
  document.body.dataset.phase = phase;
  const live = phase === "live";
  page.talkText.textContent = { connecting: "Cancel", live: "Hang up" }[phase] ?? "Talk";
  for (const element of [page.agent, page.microphone, page.speaker, page.transport]) {
    element.disabled = live || phase === "connecting";
  }
  for (const element of page.type.elements) element.disabled = !live;
  page.liveButtons.hidden = !live;
  page.line.hidden = !live;
  for (const button of [page.getCall, page.getJournal]) button.disabled = phase !== "ended" || !call?.session;
  foldSettings(live);
  setMuted(false);
  if (live) went();
  else showState("");
  if (phase !== "live") page.state.textContent = { connecting: "Connecting…", ended: "Call ended" }[phase] ?? "Ready";
  if (phase === "ended") {
    meters.stop();
    captions = reduceCaptions(captions, { type: "end" });
    showWords();
  }
}

function went() {
  if (!document.body.dataset.state) showState("listening");
  meters.follow(call);
  showDevices();
  showLine(call);
}

async function showLine(current) {
  if (current !== call || current.over) return;
  const name = chosenTransport() === "webrtc" ? "WebRTC" : "WebSocket";
  showRows(page.line, [["Over", name], ...(await current.transport.statistics())]);
  setTimeout(() => showLine(current), 1000);
}

function setMuted(muted) {
  page.mute.setAttribute("aria-pressed", String(muted));
  page.mute.textContent = muted ? "Muted" : "Mute";
  call?.mute(muted);
}
const toggleMute = () => call?.phase === "live" && setMuted(page.mute.getAttribute("aria-pressed") !== "true");
const interrupt = () => call?.phase === "live" && call.interrupt();

async function save(kind) {
  if (!call?.session) return;
  const path = `/v1/sessions/${encodeURIComponent(call.session)}/`;
  try {
    if (kind === "call") await download(server, `${path}recording.wav`, `repartee-${call.session}.wav`);
    else await download(server, `${path}journal`, `repartee-${call.session}.rpj`);
  } catch (error) {
    showFailure(error instanceof CallError ? error.failure : failure("failed"));
  }
}

function act(action) {
  showFailure(null);
  if (action === "reload") location.reload();
  else if (action === "websocket") { chooseTransport("websocket"); talk(); }
  else if (page.agent.options.length && page.agent.value) talk();
  else showAgents(server);
}

page.talk.addEventListener("click", toggle);
page.mute.addEventListener("click", toggleMute);
page.interrupt.addEventListener("click", interrupt);
page.failureClose.addEventListener("click", () => showFailure(null));
page.failureAction.addEventListener("click", () => act(page.failureAction.dataset.action));
page.transport.addEventListener("change", () => chooseTransport(chosenTransport()));
page.speaker.addEventListener("change", () => page.voice.setSinkId?.(page.speaker.value).catch(() => {}));
page.getCall.addEventListener("click", () => save("call"));
page.getJournal.addEventListener("click", () => save("journal"));
page.getTranscript.addEventListener("click", () =>
  saveText(transcriptText(captions, summary, { agent: view.agent, session: call?.session ?? "", began }),
    `repartee-${call?.session || "call"}.txt`));
page.type.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = page.words.value.trim();
  if (text) call?.type(text);
  page.words.value = "";
});
keyboard({ toggle, interrupt, mute: toggleMute });
navigator.mediaDevices?.addEventListener?.("devicechange", showDevices);
addEventListener("pagehide", () => call?.hangUp());

foldSettings(false);
chooseTransport(typeof RTCPeerConnection === "function" ? "webrtc" : "websocket");
showWords();
showDevices();
showAgents(server);

/** For tests: what the page is doing, as it is. */
Object.defineProperty(globalThis, "repartee", {
  value: { get call() { return call; }, get captions() { return captions; }, get summary() { return summary; } },
});
