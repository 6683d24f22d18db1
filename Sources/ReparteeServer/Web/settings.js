import { canChooseSpeaker, listDevices } from "./devices.js";
import { CallError, failure } from "./errors.js";
import { offerOnlyWebSocket, page, showFailure } from "./page.js";

/** Fills the lists of microphones and loudspeakers. */
export async function showDevices() {
  await listDevices(page.microphone, "audioinput");
  const speakers = canChooseSpeaker() ? await listDevices(page.speaker, "audiooutput") : 0;
  page.speakerField.hidden = speakers === 0;
}

/** Fills the list of agents. @param {import("./server.js").Server} server */
export async function showAgents(server) {
  try {
    const names = await server.agents();
    page.agent.replaceChildren(...names.map((name) => new Option(name, name)));
    if (names.includes(server.agent)) page.agent.value = server.agent;
    else if (server.agent) showFailure(failure("agent-unknown"));
    if (!server.transports.includes("webrtc")) offerOnlyWebSocket();
    page.agent.disabled = false;
  } catch (error) {
    showFailure(error instanceof CallError ? error.failure : failure("server-away"));
  }
}

/** During a call nothing can be chosen, and a phone has no room for choices. @param {boolean} inCall */
export function foldSettings(inCall) {
  page.settings.open = !inCall && matchMedia("(min-width: 821px)").matches;
}
