/** A new element. @returns {HTMLElement} */
export function make(/** @type {string} */ tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}
