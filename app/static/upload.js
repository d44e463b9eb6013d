// Sends a form with files and shows how far it is. Without it the browser sends the form by itself.
// The answer's page takes the place of this one: a refusal inside it, with the focus on what is wrong.

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
  form.addEventListener("submit", (event) => {
    if (![...form.querySelectorAll("input[type=file]")].some((input) => input.files.length)) return;
    event.preventDefault();
    const busy = form.querySelector("[data-busy]");
    const [bar, words] = [busy.querySelector("progress"), busy.querySelector("[data-percent]")];
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.value = Math.floor((100 * loaded) / total);
      words.textContent = `${bar.value}\u00a0%`;
    });
    request.addEventListener("load", () => {
      if (request.status < 400) location.assign(request.responseURL);
      else if (request.response) show(request.response);
    });
    request.addEventListener("error", () => {
      busy.hidden = true;
      form.querySelector("[data-trouble]").textContent = form.dataset.trouble;
    });
    request.open("POST", form.action);
    request.send(new FormData(form));
    busy.hidden = false;
  });
}

for (const form of document.querySelectorAll("form[data-upload]")) enhance(form);
