// Sends a form to its `data-save` as each field is left and in the pauses of typing, and says quietly when the server has kept all of it.
// Without it the form is kept when it is sent. A form that carries the marks of what it has `seen` stored gets the new ones.
// What the server refuses to keep is told once and not sent again by itself.
const AGAIN = 10_000;
const LONGEST = 20_000;
const PATIENCE = 5_000;
const PAUSE = 3_000;

/** What a form holds, to be compared and sent; files go with the form itself. */
function content(form) {
  const fields = new FormData(form);
  for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
  return new URLSearchParams(fields);
}

function keep(form) {
  const status = form.querySelector("[data-saved]");
  let kept = content(form).toString();
  let sending = null;
  let waiting = false;
  let waited = false;
  let timer = 0;
  let pause = 0;

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
        return null;
      }
      const { said, seen, partly } = await answer.json();
      if (seen) body.set("seen", (form.elements.namedItem("seen").value = seen));
      kept = body.toString();
      if (content(form).toString() === kept) say(said, partly);
      return 0;
    } catch {
      say(form.dataset.trouble, true);
      return AGAIN;
    }
  };
  const send = (more = { signal: AbortSignal.timeout(LONGEST) }) => {
    const body = content(form);
    if (sending || body.toString() === kept) return;
    clearTimeout(timer);
    sending = exchange(body, more).then((wait) => {
      sending = null;
      if (wait !== null && content(form).toString() !== kept) timer = setTimeout(() => send(), wait);
    });
  };

  form.addEventListener("change", () => send());
  addEventListener("online", () => send());
  // Somebody who writes long without leaving the field need not lose it.
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => send(), PAUSE);
  });
  // Sent with the marks from before what is under way, it would meet its own text as somebody else's: it waits a little.
  form.addEventListener("submit", (event) => {
    if (!sending || waited) return;
    event.preventDefault();
    if (waiting) return;
    waiting = true;
    Promise.race([sending, new Promise((over) => setTimeout(over, PATIENCE))]).then(() => {
      waited = true;
      form.requestSubmit(event.submitter);
      waited = waiting = false;
    });
  });
  // Who closes the page has left the field too: there is no time to wait for an answer.
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") send({ keepalive: true });
  });
}

for (const form of document.querySelectorAll("form[data-save]")) keep(form);
