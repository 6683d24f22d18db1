import { CallError, failure, microphoneFailure } from "./errors.js";

/**
 * Opens a microphone, with the browser's own echo canceller: the agent must not hear itself.
 *
 * @param {string} device its id; empty: the default one
 * @returns {Promise<MediaStream>}
 * @throws {CallError}
 */
export async function openMicrophone(device) {
  if (!navigator.mediaDevices?.getUserMedia) throw new CallError(failure("not-secure"));
  const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: device ? { ...audio, deviceId: { exact: device } } : audio,
    });
  } catch (error) {
    throw new CallError(microphoneFailure(error));
  }
}

/**
 * Fills a list with the devices of a kind; keeps what is chosen.
 *
 * @param {HTMLSelectElement} list
 * @param {"audioinput" | "audiooutput"} kind
 * @returns {Promise<number>} how many there are
 */
export async function listDevices(list, kind) {
  const all = (await navigator.mediaDevices?.enumerateDevices?.().catch(() => [])) ?? [];
  // Before the microphone is allowed, devices have neither names nor ids.
  const devices = all.filter((device) => device.kind === kind && device.deviceId && device.deviceId !== "default");
  const chosen = list.value;
  list.replaceChildren(new Option("Default", ""), ...devices.map((d, i) => new Option(d.label || `Device ${i + 1}`, d.deviceId)));
  list.value = devices.some((device) => device.deviceId === chosen) ? chosen : "";
  return devices.length;
}

/** Whether this browser lets a page choose where it sounds. */
export const canChooseSpeaker = () => "setSinkId" in HTMLMediaElement.prototype;
