// Sends chosen files in pieces, with progress, and goes on after a break of the line. Without it they go with the page.

const PIECE = 512 * 1024;
const WAITS = [1000, 3000, 8000, 20000];
const KNOWN = "minaoshi.uploads";

/** What a file is called between visits of the page, so that choosing it again goes on where it stopped. */
export const markOf = (field, file) => [location.pathname, field, file.name, file.size, file.lastModified].join("|");

/** Addresses of unfinished uploads by mark; a browser that keeps nothing begins anew. */
export const known = {
  all() { try { return JSON.parse(sessionStorage.getItem(KNOWN) ?? "{}"); } catch { return {}; } },
  set(mark, at) { this.write({ ...this.all(), [mark]: at }); },
  drop(mark) { const { [mark]: _gone, ...left } = this.all(); this.write(left); },
  write(value) { try { sessionStorage.setItem(KNOWN, JSON.stringify(value)); } catch { /* full or forbidden */ } },
};

/** A refusal in words: trying again would say the same. */
export class Refused extends Error {}

const wait = (ms, signal) => new Promise((resolve, reject) => {
  const timer = setTimeout(resolve, ms);
  signal.addEventListener("abort", () => { clearTimeout(timer); reject(signal.reason); }, { once: true });
});

const ask = async (at, method, token, signal, more = {}) => {
  const headers = { Accept: "application/json", "X-CSRFToken": token, ...more.headers };
  const answer = await fetch(at, { method, headers, body: more.body, signal, credentials: "same-origin" });
  const said = await answer.json().catch(() => ({}));
  if (answer.ok || Number.isInteger(said.offset)) return said;
  if (answer.status >= 500 || answer.status === 429) throw new TypeError("not now");
  throw new Refused(said.message ?? "");
};

/** Sends one file and returns what the server calls it. `told` hears how far it is. */
export const send = async ({ begin, field, file, token, signal, told }) => {
  const mark = markOf(field, file);
  const start = async () => {
    const body = new URLSearchParams({ field, name: file.name, size: String(file.size) });
    const { at } = await ask(begin, "POST", token, signal, { body });
    known.set(mark, at);
    return at;
  };
  let at = known.all()[mark];
  let offset = 0;
  if (at) {
    try { ({ offset } = await ask(at, "GET", token, signal)); } catch (error) { if (error instanceof Refused) at = null; else throw error; }
  }
  at ??= await start();
  for (;;) {
    told(offset / file.size, at);
    const headers = { "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" };
    let said;
    try { said = await ask(at, "PATCH", token, signal, { headers, body: file.slice(offset, offset + PIECE) }); }
    catch (error) { if (error instanceof Refused) known.drop(mark); throw error; }
    if (said.file) { known.drop(mark); return said.file; }
    offset = said.offset;
  }
};

/** @param {HTMLElement} place the box of one question, with its templates */
const mount = (place, form, busy) => {
  const field = place.dataset.uploads;
  const token = form.querySelector("[name=csrf_token]").value;
  const rows = place.querySelector("template[data-upload-row]");
  const done = place.querySelector("template[data-upload-done]");
  const list = () => {
    const before = place.previousElementSibling;
    if (before?.matches("ul.files")) return before;
    const made = Object.assign(document.createElement("ul"), { className: "files" });
    place.before(made);
    return made;
  };

  const finished = (row, file) => {
    const item = done.content.firstElementChild.cloneNode(true);
    item.querySelector("input").value = file.id;
    item.querySelector("[data-name]").textContent = file.name;
    item.querySelector("[data-size]").textContent = file.size;
    item.querySelector("[data-about]").textContent = file.name;
    const button = item.querySelector("button");
    button.value = `${button.dataset.field}:${file.id}`;
    row.replaceWith(item);
  };

  const run = async (row, file, stopping) => {
    const [bar, state, again] = [row.querySelector("progress"), row.querySelector("[data-state]"), row.querySelector("[data-again]")];
    const say = (words) => { if (state.textContent !== words) state.textContent = words; };
    again.hidden = true;
    busy.add(row);
    const told = (share, at) => { bar.value = Math.round(share * 100); row.dataset.at = at; say(state.dataset.sending); };
    try {
      for (let tries = 0; ; tries += 1) {
        try { return finished(row, await send({ begin: form.dataset.uploadsAt, field, file, token, signal: stopping.signal, told })); }
        catch (error) {
          if (!(error instanceof TypeError) || tries >= WAITS.length) throw error;
          say(state.dataset.waiting);
          await wait(WAITS[tries], stopping.signal);
        }
      }
    } catch (error) {
      if (stopping.signal.aborted) return;
      const refused = error instanceof Refused;
      say(refused && error.message ? error.message : state.dataset.stopped);
      row.classList.toggle("upload--refused", refused);
      bar.hidden = refused;
      again.hidden = refused;
    } finally {
      busy.delete(row);
      form.dispatchEvent(new Event("uploads-settled"));
    }
  };

  const take = (file) => {
    const row = rows.content.firstElementChild.cloneNode(true);
    const stopping = new AbortController();
    row.querySelector("[data-name]").textContent = file.name;
    row.querySelector("[data-again]").addEventListener("click", () => run(row, file, stopping));
    row.querySelector("[data-stop]").addEventListener("click", () => {
      stopping.abort();
      known.drop(markOf(field, file));
      if (row.dataset.at) ask(row.dataset.at, "DELETE", token, new AbortController().signal).catch(() => {});
      row.remove();
      place.querySelector("input[type=file]").focus();
    });
    list().append(row);
    run(row, file, stopping);
  };

  for (const input of place.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => { [...input.files].forEach(take); input.value = ""; });
  }
  place.querySelector("button[name=_upload]").hidden = true;
};

/** Waits with sending the page until every file is there or has failed. */
const holdBack = (form, busy) => {
  let pressed = null;
  form.addEventListener("submit", (event) => {
    if (busy.size === 0) return;
    event.preventDefault();
    pressed = event.submitter;
  });
  form.addEventListener("uploads-settled", () => {
    if (busy.size > 0 || !pressed) return;
    const button = pressed;
    pressed = null;
    form.requestSubmit(button);
  });
};

for (const form of document.querySelectorAll("form[data-uploads-at]")) {
  const busy = new Set();
  for (const place of form.querySelectorAll("[data-uploads]")) mount(place, form, busy);
  holdBack(form, busy);
}
