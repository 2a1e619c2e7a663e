// Single keys for those who work through the inbox all day: marked links are followed, marked buttons get the focus.
// Nothing is decided by one key: it brings the focus to the button, Enter presses it. The pages work without this.

const OFF = "minaoshi.shortcuts.off";

/** @param {EventTarget | null} target @returns {boolean} whether keys belong to what has the focus */
export const takesKeys = (target) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit])"));

/** @param {KeyboardEvent} event @returns {boolean} whether the key was pressed for us */
export const isForUs = (event) =>
  !event.defaultPrevented && !event.isComposing && event.keyCode !== 229 &&
  !event.ctrlKey && !event.altKey && !event.metaKey && !takesKeys(event.target);

/** The line of a list to which a step leads. @param {number} here index or -1 @param {number} step @param {number} count */
export const lineAfter = (here, step, count) =>
  count === 0 ? -1 : here < 0 ? (step > 0 ? 0 : count - 1) : Math.min(count - 1, Math.max(0, here + step));

const isOff = () => {
  try { return localStorage.getItem(OFF) === "yes"; } catch { return false; }
};

/** @param {boolean} off */
const remember = (off) => {
  try { off ? localStorage.setItem(OFF, "yes") : localStorage.removeItem(OFF); } catch { /* only for this page then */ }
};

/** @param {Document} page @param {number} step */
function moveInList(page, step) {
  const links = [...page.querySelectorAll("[data-inbox] tbody th a")];
  const row = page.activeElement?.closest("tr");
  const to = links[lineAfter(links.findIndex((link) => row?.contains(link)), step, links.length)];
  if (to instanceof HTMLElement) to.focus();
  return Boolean(to);
}

/** Brings the focus to the next thing with this key; a link is followed. @param {Document} page @param {string} key */
function go(page, key) {
  const found = [...page.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].filter((each) => each.checkVisibility());
  const next = found.find((each) => !(each instanceof HTMLInputElement && each.checked)) ?? found[0];
  if (!(next instanceof HTMLElement)) return false;
  if (next instanceof HTMLAnchorElement) next.click();
  else if (next instanceof HTMLInputElement && next.type === "checkbox") { next.focus(); next.checked = !next.checked; }
  else next.focus();
  return true;
}

/** @param {Document} page */
export function mount(page) {
  const dialog = page.querySelector("dialog[data-shortcuts]");
  const opener = page.querySelector("[data-shortcuts-open]");
  const on = page.querySelector("[data-shortcuts-on]");
  if (!(dialog instanceof HTMLDialogElement) || !(opener instanceof HTMLElement) || !(on instanceof HTMLInputElement)) return;
  let off = isOff();
  on.checked = !off;
  on.addEventListener("change", () => { off = !on.checked; remember(off); });
  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
  page.addEventListener("keydown", (event) => {
    if (off || dialog.open || !isForUs(event)) return;
    const inList = page.activeElement?.closest("[data-inbox] tbody") != null;
    const key = event.key === "ArrowDown" && inList ? "j" : event.key === "ArrowUp" && inList ? "k" : event.key;
    const step = key === "j" ? 1 : key === "k" ? -1 : 0;
    let done = false;
    if (key === "?") { dialog.showModal(); done = true; }
    else if (key === "x" && inList) {
      const tick = page.activeElement?.closest("tr")?.querySelector("input[type=checkbox]");
      if (tick instanceof HTMLInputElement) { tick.checked = !tick.checked; done = true; }
    } else if (key.length === 1) done = go(page, key) || (step !== 0 && moveInList(page, step));
    if (done) event.preventDefault();
  });
}

if (typeof document !== "undefined") mount(document);
