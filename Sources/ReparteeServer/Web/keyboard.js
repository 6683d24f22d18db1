/**
 * Space talks and hangs up, Escape stops the agent, M mutes; but not where keys mean something else.
 *
 * @param {{toggle(): void, interrupt(): void, mute(): void}} actions
 */
export function keyboard(actions) {
  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return actions.interrupt();
    if (event.target instanceof Element && event.target.closest(OWN_KEYS)) return;
    if (event.key === " ") {
      event.preventDefault();
      actions.toggle();
    } else if (event.key.toLowerCase() === "m") actions.mute();
  });
}

/** What does something of its own with these keys. */
const OWN_KEYS = "input:not([type=radio]), select, textarea, button, summary, a";
