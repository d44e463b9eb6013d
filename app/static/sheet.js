// A score sheet: Enter in a field completes nothing, a digit chooses the points of the criterion that has the focus, the sum
// grows, points below a minimum say so at once, and what was wrong and is changed is red no more.
// Without it the radio buttons are chosen with arrows or the pointer, and the server adds up and says it, as it does in any case.
const WHOLE = 1_000_000;

const worth = (text) => Math.round(Number(text.replace(",", ".")) * WHOLE || 0);

function add(sheet) {
  const given = [...sheet.querySelectorAll("[data-weight] :checked, [data-weight] [inputmode=decimal]")];
  const weighted = (input) => worth(input.value) * Number(input.closest("[data-weight]").dataset.weight);
  const sum = given.reduce((so_far, input) => so_far + weighted(input), 0) / WHOLE;
  const output = sheet.querySelector("[data-total]");
  output.firstChild.textContent = `${new Intl.NumberFormat(document.documentElement.lang).format(sum)} `;
}

/** Says under the criterion whose points were changed that they are below its minimum, or nothing. */
function warn(input) {
  const told = input.closest("[data-weight]")?.nextElementSibling;
  if (!told?.dataset.floor) return;
  const below = input.value.trim() !== "" && worth(input.value) < worth(told.dataset.floor);
  if (!below) pardon(told.nextElementSibling);
  const words = below ? told.dataset.words : "";
  if (told.textContent !== words) told.textContent = words;
}

/** What was wrong and is changed is red no more; the list above still tells what was refused. */
function pardon(input) {
  const bad = input?.closest(".bad");
  if (!bad) return;
  bad.classList.remove("bad");
  for (const error of bad.querySelectorAll(".error")) {
    for (const tied of document.querySelectorAll(`[aria-describedby~="${error.id}"]`)) {
      tied.removeAttribute("aria-invalid");
      const others = tied.getAttribute("aria-describedby").split(" ").filter((id) => id !== error.id);
      if (others.length) tied.setAttribute("aria-describedby", others.join(" "));
      else tied.removeAttribute("aria-describedby");
    }
    error.remove();
  }
}

for (const sheet of document.querySelectorAll("[data-sheet]")) {
  sheet.addEventListener("change", (event) => {
    add(sheet);
    warn(event.target);
    pardon(event.target);
  });
  sheet.addEventListener("input", (event) => pardon(event.target));
  sheet.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      event.target.dispatchEvent(new Event("change", { bubbles: true }));
      return;
    }
    const scale = event.target.closest(".scale");
    if (!scale || event.ctrlKey || event.altKey || event.metaKey || !/^\d$/.test(event.key)) return;
    const input = scale.querySelector(`input[value="${event.key}"]`);
    if (!input) return;
    event.preventDefault();
    input.focus();
    input.click();
  });
  add(sheet);
}
