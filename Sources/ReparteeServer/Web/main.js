import { Call } from "./call.js";
import { caption, noLines } from "./captions.js";
import { statusProblem } from "./errors.js";
import { count, figures, noCall } from "./summary.js";
import { transcript } from "./transcript.js";
import { drawCaptions, drawDownloads, drawFigures } from "./view.js";

const $ = (id) => document.getElementById(id);
const token = new URLSearchParams(location.hash.slice(1)).get("token") ?? "";
const words = { listening: "Listening", thinking: "Thinking", speaking: "Speaking: you may interrupt" };

let call = null;
let session = "";
let lines = noLines();
let tally = noCall();

async function loadAgents() {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  const answer = await fetch("/v1/agents", { headers }).catch(() => null);
  if (!answer?.ok) return tell(statusProblem(answer?.status ?? 0));
  const { agents } = await answer.json();
  $("agent").replaceChildren(...agents.map(({ name }) => new Option(name, name)));
}

/** Names of microphones are known once one was allowed. */
async function loadMicrophones() {
  const devices = await navigator.mediaDevices?.enumerateDevices().catch(() => []) ?? [];
  const chosen = $("microphone").value;
  const options = devices.filter(({ kind, deviceId, label }) => kind === "audioinput" && deviceId && label)
    .map(({ deviceId, label }) => new Option(label, deviceId));
  $("microphone").replaceChildren(new Option("Default", ""), ...options);
  $("microphone").value = chosen;
}

function tell(problem) {
  $("problem").textContent = problem;
  $("problem").hidden = !problem;
}

function show(isTalking) {
  $("talk").setAttribute("aria-pressed", String(isTalking));
  $("talk-label").textContent = isTalking ? "Hang up" : "Talk";
  $("typing").hidden = !isTalking;
  if (!isTalking) $("state").textContent = "Press to talk. Space does the same.";
  for (const id of ["agent", "microphone"]) $(id).disabled = isTalking;
}

function take(message) {
  if (message.type === "ready") { session = message.session; loadMicrophones(); }
  if (message.type === "state") $("state").textContent = words[message.state] ?? message.state;
  lines = caption(lines, message);
  tally = count(tally, message);
  drawCaptions($("captions"), lines);
  drawFigures($("figures"), figures(tally));
  $("summary").hidden = tally.replies === 0;
  if (message.type === "transcript" && call) $("captions").lastChild?.scrollIntoView({ block: "nearest" });
}

function end(problem) {
  call = null;
  tell(problem);
  show(false);
  for (const side of ["caller", "agent"]) $(`${side}-level`).value = 0;
  if (!session) return;
  const query = token ? `?token=${encodeURIComponent(token)}` : "";
  const text = URL.createObjectURL(new Blob([transcript(lines)], { type: "text/plain" }));
  drawDownloads($("downloads"), [
    ["Recording", `/v1/sessions/${session}/recording.wav${query}`, "call.wav"],
    ["Transcript", text, "call.txt"], ["Journal", `/v1/sessions/${session}/journal${query}`, "call.rpj"],
  ]);
}

function talk() {
  if (call) return call.hangUp();
  tell("");
  [lines, tally, session] = [noLines(), noCall(), ""];
  drawCaptions($("captions"), lines);
  drawDownloads($("downloads"), []);
  $("state").textContent = "Connecting";
  show(true);
  const wish = { agent: $("agent").value, device: $("microphone").value, token };
  call = new Call(wish, {
    onMessage: take, onEnd: end, onLevel: (side, value) => { $(`${side}-level`).value = value; },
  });
  call.start();
}

$("talk").addEventListener("click", talk);
$("typing").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = $("typed").value.trim();
  if (text) call?.send({ type: "text", text });
  $("typed").value = "";
});
document.addEventListener("keydown", (event) => {
  const isFree = event.target === document.body || event.target === document.documentElement;
  if (event.code === "Space" && isFree && !event.repeat) { event.preventDefault(); talk(); }
  if (event.code === "Escape" && call) call.hangUp();
});
loadAgents();
loadMicrophones();
