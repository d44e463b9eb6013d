// A score sheet: Enter in a field completes nothing, a digit chooses the points of the criterion that has the focus, and the sum grows as points are chosen.
// Without it the radio buttons are chosen with arrows or the pointer, and the server adds up, as it does in any case.
const WHOLE = 1_000_000;

function add(sheet) {
  const given = [...sheet.querySelectorAll("[data-weight] :checked, [data-weight] [inputmode=decimal]")];
  const weighted = (input) =>
    Math.round(Number(input.value.replace(",", ".")) * WHOLE || 0) * Number(input.closest("[data-weight]").dataset.weight);
  const sum = given.reduce((so_far, input) => so_far + weighted(input), 0) / WHOLE;
  const output = sheet.querySelector("[data-total]");
  output.firstChild.textContent = `${new Intl.NumberFormat(document.documentElement.lang).format(sum)} `;
}

for (const sheet of document.querySelectorAll("[data-sheet]")) {
  sheet.addEventListener("change", () => add(sheet));
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
