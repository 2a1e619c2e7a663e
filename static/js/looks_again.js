// Looks again every few seconds how far something is. Without this script somebody follows the link.

const PAUSE = 3000;
const link = document.querySelector("a[data-looks-again]");
if (link) setTimeout(() => location.replace(link.href), PAUSE);
