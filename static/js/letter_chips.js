// Puts the place that one presses into the letter at the caret. Without this script the server puts it at the end.

/**
 * @param {string} text
 * @param {number} start of what is selected
 * @param {number} end of what is selected
 * @param {string} name of the place
 * @returns {{ text: string, caret: number }} the text with the place instead of what was selected
 */
export function withPlace(text, start, end, name) {
  const place = `{{ ${name} }}`;
  return { text: text.slice(0, start) + place + text.slice(end), caret: start + place.length };
}

/** @param {HTMLElement} chips with the id of the box in data-chips, and buttons with data-place */
export function mount(chips) {
  const box = document.getElementById(chips.dataset.chips);
  if (!(box instanceof HTMLTextAreaElement)) return;
  chips.addEventListener("click", (event) => {
    const chip = event.target instanceof Element ? event.target.closest("[data-place]") : null;
    if (!chip) return;
    event.preventDefault();
    const made = withPlace(box.value, box.selectionStart, box.selectionEnd, chip.dataset.place);
    box.value = made.text;
    box.focus();
    box.setSelectionRange(made.caret, made.caret);
  });
}

document.querySelectorAll("[data-chips]").forEach(mount);
