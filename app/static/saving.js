// Sends a form to its `data-save` as each field is left and every few seconds of typing, and says quietly when the server has kept all of it.
// Without it the form is kept when it is sent. A form that carries the marks of what it has `seen` stored gets the new ones.
// What the server refuses to keep is told once and not sent again by itself. What it does not have stays on the device
// and comes back when the page is opened again: after the line was cut, or signing in once more.
const AGAIN = 10_000;
const LONGEST = 20_000;
const PATIENCE = 5_000;
const OFTEN = 3_000;

/** What a form holds, to be compared and sent; files go with the form itself. */
function content(form) {
  const fields = new FormData(form);
  for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
  return new URLSearchParams(fields);
}

/** What a form held when the server gave it: not what was typed before this program came, or what the browser put back. */
function given(form) {
  const fresh = form.cloneNode(true);
  fresh.reset();
  return content(fresh).toString();
}

const DAYS = 14 * 24 * 60 * 60 * 1000;

/** The text of a form that the server does not have yet: kept on this device until it has, for whoever wrote it. */
function deviceOf(form) {
  const key = `konkurss ${new URL(form.dataset.save, location).pathname}`;
  const writer = form.dataset.writer;
  // A browser may forbid its store, or have no room in it: the page itself still has the text.
  const carefully = (what) => {
    try {
      return what();
    } catch {
      return null;
    }
  };
  return {
    keep: () =>
      carefully(() => {
        const fields = [...content(form)].filter(([name]) => name !== "csrf_token");
        localStorage.setItem(key, JSON.stringify({ writer, at: Date.now(), search: location.search, fields }));
      }),
    forget: () => carefully(() => localStorage.removeItem(key)),
    kept: () =>
      carefully(() => {
        const found = JSON.parse(localStorage.getItem(key));
        if (found && Date.now() - found.at > DAYS) localStorage.removeItem(key);
        else if (found?.writer === writer) return found;
        return null;
      }),
  };
}

/** Puts kept text back into its fields, with the marks it was written upon; whether any field changes by it. */
function putBack(form, { fields }) {
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  const unseen = [];
  const changed = [];
  for (const control of form.querySelectorAll("input[name], textarea[name], select[name]")) {
    const told = values.get(control.name) ?? [];
    if (control.name === "csrf_token" || control.type === "file") continue;
    if (["checkbox", "radio"].includes(control.type)) {
      if (control.checked !== told.includes(control.value)) changed.push([control, "checked", !control.checked]);
    } else if (told.length > 0) {
      const value = told.shift();
      if (control.value !== value) (control.type === "hidden" ? unseen : changed).push([control, "value", value]);
    }
  }
  if (changed.length === 0) return false;
  for (const [control, what, value] of [...unseen, ...changed]) control[what] = value;
  for (const [control] of changed) control.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

function keep(form) {
  const device = deviceOf(form);
  const status = form.querySelector("[data-saved]");
  let kept = given(form);
  let sending = null;
  let waiting = false;
  let waited = false;
  let leaving = false;
  let timer = 0;
  let soon = 0;

  /** Whether what is typed does not reach the server just now, so that the device must have it. */
  const isCut = () => status.classList.contains("trouble") || !navigator.onLine;
  const say = (text, trouble) => {
    status.classList.toggle("trouble", trouble);
    if (status.textContent !== text) status.textContent = text;
  };
  const post = (body, more) =>
    fetch(form.dataset.save, { method: "POST", body, headers: { Accept: "application/json" }, ...more });
  /** Sends once; how long to wait before the next time, or null where the server refused. */
  const exchange = async (body, more) => {
    try {
      const answer = await post(body, more);
      if (answer.redirected || (answer.status >= 400 && answer.status < 500)) {
        const { said } = await answer.json().catch(() => ({}));
        say(said ?? form.dataset.refused, true);
        device.keep();
        return null;
      }
      if (!answer.ok) throw new Error(answer.statusText);
      const { said, seen, partly } = await answer.json();
      if (seen) body.set("seen", (form.elements.namedItem("seen").value = seen));
      kept = body.toString();
      if (content(form).toString() === kept) {
        say(said, partly);
        if (partly) device.keep();
        else device.forget();
      }
      return 0;
    } catch {
      say(form.dataset.trouble, true);
      device.keep();
      return AGAIN;
    }
  };
  const send = (more = { signal: AbortSignal.timeout(LONGEST) }) => {
    const body = content(form);
    if (sending || leaving || body.toString() === kept) return;
    clearTimeout(timer);
    sending = exchange(body, more).then((wait) => {
      sending = null;
      if (wait !== null && content(form).toString() !== kept) timer = setTimeout(() => send(), wait);
    });
  };

  /** What was typed here before and did not reach the server: back into its fields, and sent; sent, too, what was typed
      while the page was still loading. */
  const restore = () => {
    const before = device.kept();
    if (!before) {
      send();
      return;
    }
    const lacks = before.fields.some(([name]) => !form.elements.namedItem(name));
    if (lacks && before.search !== location.search) {
      location.replace(location.pathname + before.search);
      return;
    }
    if (!putBack(form, before)) {
      device.forget();
      send();
      return;
    }
    for (const told of form.querySelectorAll("[data-restored]")) told.hidden = false;
    send();
  };

  form.addEventListener("change", () => send());
  addEventListener("online", () => send());
  // Somebody who writes long without leaving the field, or without a pause, need not lose it.
  form.addEventListener("input", () => {
    if (isCut()) device.keep();
    soon ||= setTimeout(() => {
      soon = 0;
      send();
    }, OFTEN);
  });
  // Sent with the marks from before what is under way, the form would meet its own text as somebody else's: it waits a
  // little. And what is not saved yet is saved first, so that nothing is kept on the device that the server has.
  form.addEventListener("submit", (event) => {
    if (!waited && !sending) send();
    if (!sending || waited) {
      leaving = true; // what else were sent now would quarrel with the form itself
      return;
    }
    event.preventDefault();
    if (waiting) return;
    waiting = true;
    Promise.race([sending, new Promise((over) => setTimeout(over, PATIENCE))]).then(() => {
      waited = true;
      form.requestSubmit(event.submitter);
      waited = waiting = false;
    });
  });
  addEventListener("pageshow", () => (leaving = false));
  // Who closes the page has left the field too: there is no time to wait for an answer.
  addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    if (isCut()) device.keep();
    send({ keepalive: true });
  });
  restore();
}

for (const form of document.querySelectorAll("form[data-save]")) keep(form);
