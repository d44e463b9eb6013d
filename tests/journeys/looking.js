// What looking.py asks of a page; each answers with a list of complaints.
var told = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 160);
var seen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".unseen");
var all = (selector) => [...document.querySelectorAll(selector)].filter(seen);

var untold = () => {
  const complaints = [];
  for (const control of all("input:not([type=hidden]), select, textarea")) {
    const group = control.closest("fieldset");
    const several = ["radio", "checkbox"].includes(control.type) && document.querySelectorAll(`[name="${control.name}"]`).length > 1;
    if (several && !group?.querySelector("legend")) complaints.push(`no legend: ${told(control)}`);
    const ids = [control, several ? group : null].flatMap((one) => (one?.getAttribute("aria-describedby") ?? "").split(/\s+/)).filter(Boolean);
    for (const id of ids) if (!document.getElementById(id)) complaints.push(`no such text ${id}: ${told(control)}`);
    const field = control.closest(several ? ".field, .scale" : ".field");
    for (const text of field?.querySelectorAll(":scope > .hint, :scope > .error, :scope > .count, :scope > .choice > .hint") ?? [])
      if (!ids.includes(text.id)) complaints.push(`not tied: ${told(text)} to ${told(control)}`);
    if (!several && field?.querySelector(":scope > .error") && control.getAttribute("aria-invalid") !== "true")
      complaints.push(`not marked as wrong: ${told(control)}`);
  }
  return complaints;
};

var tooSmall = () => {
  const inText = (element) => {
    if (element.tagName !== "A" || getComputedStyle(element).display !== "inline") return false;
    return element.parentElement.textContent.trim().length > element.textContent.trim().length;
  };
  const target = (element) => element.closest("label")?.querySelector(".key") ?? element;
  return all("a[href], button, input:not([type=hidden]), select, textarea, summary")
    .filter((element) => !inText(element))
    .filter((element) => {
      const { width, height } = target(element).getBoundingClientRect();
      const label = element.labels?.[0]?.getBoundingClientRect();
      return Math.min(width, height) < 23.9 && !(label && element.matches("[type=radio], [type=checkbox]") && Math.max(height, label.height) >= 23.9);
    })
    .filter((element) => !element.classList.contains("skip"))
    .map((element) => `${told(element)} ${JSON.stringify(target(element).getBoundingClientRect())}`);
};

var cut = () => {
  const complaints = [];
  const page = document.documentElement;
  if (page.scrollWidth > innerWidth) {
    complaints.push(`the page is ${page.scrollWidth} wide on a screen of ${innerWidth}`);
    for (const element of all("body *")) if (element.getBoundingClientRect().right > innerWidth + 1) complaints.push(`sticks out: ${told(element)}`);
  }
  for (const element of all("body *:not(textarea, input, select, progress, svg, svg *, pre)")) {
    const { overflowX, overflowY } = getComputedStyle(element);
    const wide = overflowX !== "visible" && overflowX !== "auto" && element.scrollWidth > element.clientWidth + 1;
    const tall = overflowY !== "visible" && overflowY !== "auto" && element.scrollHeight > element.clientHeight + 1;
    if ((wide || tall) && element.clientWidth > 1) complaints.push(`cut: ${told(element)}`);
  }
  return complaints;
};

var moved = () =>
  new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) sum += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
  });

var moving = () => {
  const still = (times) => times.split(",").every((time) => parseFloat(time) === 0);
  const styled = all("body *").filter((element) => !still(getComputedStyle(element).transitionDuration) || !still(getComputedStyle(element).animationDuration));
  return [...document.getAnimations().map((one) => String(one)), ...styled.map(told)];
};

var before = null;
var begin = () => {
  document.activeElement?.blur();
  document.body.setAttribute("tabindex", "-1");
  document.body.focus();
  document.body.removeAttribute("tabindex");
  before = null;
  return [];
};
var stop = () => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  if (before === element) return null;
  const complaints = [];
  if (before && !(before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) complaints.push(`out of order: ${told(element)}`);
  before = element;
  const shown = element.closest("label")?.querySelector(".key") ?? element;
  const style = getComputedStyle(shown);
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) complaints.push(`focus is not seen: ${told(element)}`);
  const [box] = shown.getClientRects();
  const [x, y] = [box.left + Math.min(box.width, innerWidth) / 2, box.top + Math.min(box.height, innerHeight) / 2];
  const top = document.elementFromPoint(Math.min(Math.max(x, 1), innerWidth - 1), Math.min(Math.max(y, 1), innerHeight - 1));
  if (!top || !(shown.contains(top) || top.contains(shown))) complaints.push(`hidden by ${top ? told(top) : "the edge"}: ${told(element)}`);
  return complaints;
};
