// Lets long work that is done in parts go on by itself. Without this script somebody presses the button.

for (const form of document.querySelectorAll("form[data-goes-on]")) form.requestSubmit();
