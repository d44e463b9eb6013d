// Sends a form with files and shows how far it is. Without it the browser sends the form by itself.
// A form that was refused takes the place of this one, with the focus on what is wrong; for any other trouble the form
// stays as it is, with its files, and says so. places.js does it for the places of an application.

/** Put the answer's <main> in the place of ours, and the focus where it asks for it. */
function show(answer) {
  document.title = answer.title;
  const main = document.querySelector("main");
  const first = answer.querySelector("main [autofocus]");
  first?.removeAttribute("autofocus");
  main.replaceChildren(...answer.querySelector("main").childNodes);
  (first ?? main).focus();
  for (const form of main.querySelectorAll("form[data-upload]")) enhance(form);
}

function enhance(form) {
  const busy = form.querySelector("[data-busy]");
  const [bar, words] = [busy.querySelector("progress"), busy.querySelector("[data-percent]")];
  const trouble = form.querySelector("[data-trouble-line]");

  const stop = (sentence) => {
    busy.hidden = true;
    trouble.textContent = sentence;
  };
  const send = (button) => {
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.value = Math.floor((100 * loaded) / total);
      words.textContent = `${bar.value}\u00a0%`;
    });
    request.addEventListener("load", () => {
      const answer = request.response;
      if (request.status < 400) location.assign(request.responseURL);
      else if ([409, 413, 422].includes(request.status) && answer?.querySelector("main form[data-upload]")) show(answer);
      else stop([answer?.querySelector("main h1")?.textContent.trim(), form.dataset.trouble].filter(Boolean).join(" "));
    });
    for (const end of ["error", "abort", "timeout"]) request.addEventListener(end, () => stop(form.dataset.trouble));
    request.open("POST", form.action);
    request.send(new FormData(form, button));
  };

  form.addEventListener("submit", (event) => {
    const files = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
    if (!files.length) return;
    event.preventDefault();
    if (!busy.hidden) return;
    trouble.textContent = "";
    // What the server would not take is not sent to it first.
    if (files.some((file) => file.size > Number(form.dataset.largest))) return stop(form.dataset.tooLarge);
    bar.value = 0;
    busy.hidden = false;
    send(event.submitter);
  });
}

for (const form of document.querySelectorAll("form[data-upload]")) enhance(form);
