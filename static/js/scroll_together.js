// Pictures of the same group scroll together, so that old and new stay side by side. The page works without it.

/** @param {NodeListOf<HTMLElement>} pictures that show parts of the same thing */
export function scrollTogether(pictures) {
  let leading = null;
  for (const picture of pictures) {
    picture.addEventListener("scroll", () => {
      if (leading && leading !== picture) return;
      leading = picture;
      const down = picture.scrollTop / Math.max(1, picture.scrollHeight - picture.clientHeight);
      for (const other of pictures) {
        if (other !== picture) other.scrollTop = down * (other.scrollHeight - other.clientHeight);
      }
      requestAnimationFrame(() => { leading = null; });
    });
  }
}

scrollTogether(document.querySelectorAll("[data-scrolls-with=pictures]"));
