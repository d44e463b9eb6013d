// Sends a form to its `data-save` as each field is left, and says quietly when the server has kept all of it.
// Without it the form is kept when it is sent. A form that carries the marks of what it has `seen` stored gets the new ones.
// What the server refuses to keep is told once and not sent again by itself.
const AGAIN = 10_000;
const LONGEST = 20_000;

/** What a form holds, to be compared and sent; files go with the form itself. */
function content(form) {
  const fields = new FormData(form);
  for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
  return new URLSearchParams(fields);
}

function keep(form) {
  const status = form.querySelector("[data-saved]");
  let kept = content(form).toString();
  let sending = false;
  let timer = 0;

  const say = (text, trouble) => {
    status.classList.toggle("trouble", trouble);
    if (status.textContent !== text) status.textContent = text;
  };
  const post = (body, more) =>
    fetch(form.dataset.save, { method: "POST", body, headers: { Accept: "application/json" }, ...more });
  const send = async (more = { signal: AbortSignal.timeout(LONGEST) }) => {
    const body = content(form);
    if (sending || body.toString() === kept) return;
    clearTimeout(timer);
    sending = true;
    let wait = AGAIN;
    try {
      const answer = await post(body, more);
      if (answer.redirected || (answer.status >= 400 && answer.status < 500)) {
        wait = null;
        const { said } = await answer.json().catch(() => ({}));
        say(said ?? form.dataset.refused, true);
      } else {
        const { said, seen, partly } = await answer.json();
        if (seen) body.set("seen", (form.elements.namedItem("seen").value = seen));
        kept = body.toString();
        wait = 0;
        if (content(form).toString() === kept) say(said, partly);
      }
    } catch {
      say(form.dataset.trouble, true);
    }
    sending = false;
    if (wait !== null && content(form).toString() !== kept) timer = setTimeout(() => send(), wait);
  };

  form.addEventListener("change", () => send());
  addEventListener("online", () => send());
  // Who closes the page has left the field too: there is no time to wait for an answer.
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") send({ keepalive: true });
  });
}

for (const form of document.querySelectorAll("form[data-save]")) keep(form);
