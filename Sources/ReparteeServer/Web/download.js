import { CallError, failure } from "./errors.js";

/** A server writes a call's files out as it ends; that may take a moment. */
const TRIES = 4;
const PAUSE_MILLISECONDS = 500;

/**
 * Fetches a file of the call and saves it. A plain link could not carry the token.
 *
 * @param {import("./server.js").Server} server
 * @param {string} path
 * @param {string} name
 */
export async function download(server, path, name) {
  save(await (await fetchWhenReady(server, path)).blob(), name);
}

/** @param {string} text @param {string} name */
export function saveText(text, name) {
  save(new Blob([text], { type: "text/plain;charset=utf-8" }), name);
}

async function fetchWhenReady(server, path) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await server.fetch(path);
    } catch (error) {
      if (!(error instanceof CallError) || error.failure.code === "server-away") throw error;
      if (attempt === TRIES) throw new CallError(failure("no-recording"));
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    }
  }
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
