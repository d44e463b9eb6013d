// Counts what is typed into a field with `data-limit` as the server counts it (foundation/signs.py): in the signs that a
// reader sees, a line break as one. Says it aloud only near the limit, and only when the typing rests.
const NEAR = 0.9;
const REST = 1_000;
const EACH_ONE = /^[\n -~\u00a0-\u02ff\u2010-\u2027\u20ac]*$/;
// Browsers from before 2024 may not know signs; with composed letters they count too many only of the rarest.
const signs = Intl.Segmenter && new Intl.Segmenter(undefined, { granularity: "grapheme" });

function signsIn(text) {
  if (EACH_ONE.test(text)) return text.length;
  return [...(signs ? signs.segment(text) : text.normalize("NFC"))].length;
}

function watch(control) {
  const limit = Number(control.dataset.limit);
  const told = document.getElementById(`${control.id}-count`);
  const line = told.firstElementChild;
  const pattern = line.textContent;
  const [, used] = pattern.match(/([\d\u00a0\u202f .,]*\d)/);
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const voice = document.createElement("p");
  voice.className = "unseen";
  voice.setAttribute("role", "status");
  told.after(voice);
  let timer = 0;
  const count = () => {
    const length = signsIn(control.value);
    line.textContent = pattern.replace(used, number.format(length));
    line.classList.toggle("over", length > limit);
    return length;
  };
  control.addEventListener("input", () => {
    const length = count();
    clearTimeout(timer);
    if (length > NEAR * limit) timer = setTimeout(() => (voice.textContent = line.textContent), REST);
  });
  count();
}

for (const control of document.querySelectorAll("[data-limit]")) watch(control);
