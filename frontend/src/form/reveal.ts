// Where the eye and the focus go after a change.

/** Bring the card at `path` into sight and give it the focus. */
export const reveal = (path: string): void => {
  requestAnimationFrame(() => {
    const card = globalThis.document.querySelector<HTMLElement>(`[data-path="${path}"] .ed-card__name`);
    card?.scrollIntoView({ block: "nearest" });
    card?.focus({ preventScroll: true });
  });
};
