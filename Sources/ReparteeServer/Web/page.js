/** The page's elements, found once, and the small things that are done to them. */
const by = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));

export const page = {
  agent: by("agent"), state: by("state-text"), talk: by("talk"), talkText: by("talk-text"),
  liveButtons: by("live-buttons"), mute: by("mute"), interrupt: by("interrupt"),
  microphone: by("microphone"), speaker: by("speaker"), speakerField: by("speaker-field"),
  settings: by("settings"), transport: by("transport"), hint: by("transport-hint"), line: by("line"),
  failure: by("failure"), failureTitle: by("failure-title"), failureText: by("failure-text"),
  failureAction: by("failure-action"), failureClose: by("failure-close"),
  summary: by("summary"), empty: by("empty"), captions: by("captions"), scroll: by("conversation"),
  latest: by("latest"), type: by("type"), words: by("words"), voice: by("voice"),
  getCall: by("get-call"), getTranscript: by("get-transcript"), getJournal: by("get-journal"),
  announcer: by("announcer"), meters: [by("meter-you"), by("meter-them")], strip: by("strip"),
};

const ACTIONS = { retry: "Try again", websocket: "Use the WebSocket", reload: "Load again" };

/** @param {import("./errors.js").Failure | null} reason */
export function showFailure(reason) {
  page.failure.hidden = !reason;
  if (!reason) return;
  page.failureTitle.textContent = reason.title;
  page.failureText.textContent = reason.text;
  page.failure.dataset.code = reason.code;
  page.failureAction.hidden = !reason.action;
  page.failureAction.dataset.action = reason.action ?? "";
  page.failureAction.textContent = reason.action ? ACTIONS[reason.action] : "";
}

/**
 * Rows of names and values as a description list.
 *
 * @param {HTMLElement} list
 * @param {[name: string, value: string, unit?: string][]} rows
 */
export function showRows(list, rows) {
  list.replaceChildren(
    ...rows.map(([name, value, unit]) => {
      const row = document.createElement("div");
      const [term, figure] = [document.createElement("dt"), document.createElement("dd")];
      term.textContent = name;
      figure.textContent = value;
      if (unit && value !== "–") figure.append(Object.assign(document.createElement("small"), { textContent: unit }));
      row.append(term, figure);
      return row;
    }),
  );
}

/** Says something to a screen reader. @param {string} text */
export function announce(text) {
  page.announcer.textContent = text;
}

/** Which transport is chosen. @returns {"webrtc" | "websocket"} */
export const chosenTransport = () => page.transport.querySelector("input:checked").value;

/** For a server without WebRTC. */
export function offerOnlyWebSocket() {
  page.transport.querySelector('input[value="webrtc"]').disabled = true;
  chooseTransport("websocket");
  page.hint.textContent = "This server talks over the WebSocket only.";
}

/** @param {"webrtc" | "websocket"} name */
export function chooseTransport(name) {
  page.transport.querySelector(`input[value="${name}"]`).checked = true;
  page.hint.textContent =
    name === "webrtc" ? "Lowest delay, over UDP." : "Works wherever this page does; bound to TCP.";
}
