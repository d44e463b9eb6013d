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
    if (control.getAttribute("aria-invalid") === "true" && !ids.some((id) => document.getElementById(id)?.matches(".error")))
      complaints.push(`wrong, and not said why: ${told(control)}`);
    if (["email", "tel", "password"].includes(control.type) && !control.autocomplete) complaints.push(`no autocomplete: ${told(control)}`);
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

var edgeless = () =>
  all(".button, .tag, .scale .key")
    .filter((element) => getComputedStyle(element).borderBlockEndStyle !== "solid" || parseFloat(getComputedStyle(element).borderBlockEndWidth) < 1)
    .map(told);

// The way of the Tab key. A date has several stops inside one element; a group of choices has one for all.
var MOST_INSIDE = 9;
var way = null;
var begin = (column) => {
  document.activeElement?.blur();
  document.body.setAttribute("tabindex", "-1");
  document.body.focus();
  document.body.removeAttribute("tabindex");
  way = { column, before: null, inside: 0, passed: new Set(), low: -Infinity };
  return all("[tabindex]").filter((one) => one.tabIndex > 0).map((one) => `out of order: ${told(one)}`);
};
var shownOf = (element) => element.closest("label")?.querySelector(".key") ?? element;
var floats = (element) => {
  for (let one = element; one; one = one.parentElement) if (["sticky", "fixed", "absolute"].includes(getComputedStyle(one).position)) return true;
  return false;
};
var step = () => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  if (way.before === element) return ++way.inside > MOST_INSIDE ? null : [];
  if (way.passed.has(element)) return null;
  const complaints = [];
  const shown = shownOf(element);
  if (way.before && !(way.before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) && !way.column) complaints.push(`out of order: ${told(element)}`);
  way.before = element;
  way.inside = 0;
  way.passed.add(element);
  const style = getComputedStyle(shown);
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) complaints.push(`focus is not seen: ${told(element)}`);
  const [box] = shown.getClientRects();
  if (way.column && !floats(shown)) {
    if (box.bottom + scrollY <= way.low + 1) complaints.push(`goes back up: ${told(element)}`);
    way.low = box.top + scrollY;
  }
  const points = [.5, .1, .9].flatMap((part) => [.5, .1, .9].map((other) => [box.left + part * box.width, box.top + other * box.height]));
  const hits = points.map(([x, y]) => document.elementFromPoint(x, y));
  if (!hits.some((hit) => hit && (shown.contains(hit) || hit.parentElement === shown.parentElement && hit.matches("label"))))
    complaints.push(`hidden by ${hits[0] ? told(hits[0]) : "the edge"}: ${told(element)}`);
  return complaints;
};
var missed = () => {
  const named = new Set([...way.passed].map((one) => one.type === "radio" && one.name).filter(Boolean));
  return all("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")
    .filter((one) => !one.matches(":disabled") && !way.passed.has(one) && !(one.type === "radio" && named.has(one.name)))
    .map((one) => `never reached: ${told(one)}`);
};
