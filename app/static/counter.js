// Counts what is typed into a field with `data-limit` as the server counts it: in characters, a line break as one.
// Says it aloud only near the limit, and only when the typing rests.
const NEAR = 0.9;
const REST = 1_000;

function watch(control) {
  const limit = Number(control.dataset.limit);
  const line = document.getElementById(`${control.id}-count`).firstElementChild;
  const pattern = line.textContent;
  const [, used] = pattern.match(/([\d\u00a0\u202f .,]*\d)/);
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const voice = document.createElement("span");
  voice.className = "unseen";
  voice.setAttribute("role", "status");
  line.after(voice);
  let timer = 0;
  control.addEventListener("input", () => {
    const length = [...control.value].length;
    line.textContent = pattern.replace(used, number.format(length));
    line.classList.toggle("over", length > limit);
    clearTimeout(timer);
    if (length > NEAR * limit) timer = setTimeout(() => (voice.textContent = line.textContent), REST);
  });
}

for (const control of document.querySelectorAll("[data-limit]")) watch(control);
