// Sends a form to its `data-save` as each field is left, and says quietly when the server has kept it.
// Without it the form is kept when it is sent.
const AGAIN = 10_000;

function keep(form) {
  const status = form.querySelector("[data-saved]");
  let sending = null;
  let changed = false;
  let timer = 0;

  const say = (text, trouble) => {
    status.classList.toggle("trouble", trouble);
    if (status.textContent !== text) status.textContent = text;
  };
  const send = async () => {
    clearTimeout(timer);
    if (sending) return;
    changed = false;
    sending = fetch(form.dataset.save, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
    try {
      const answer = await sending;
      if (!answer.ok) throw new Error(answer.status);
      say((await answer.json()).said, false);
    } catch {
      changed = true;
      say(form.dataset.trouble, true);
    }
    sending = null;
    if (changed) timer = setTimeout(send, AGAIN);
  };
  form.addEventListener("change", () => {
    changed = true;
    send();
  });
  addEventListener("online", () => changed && send());
}

for (const form of document.querySelectorAll("form[data-save]")) keep(form);
