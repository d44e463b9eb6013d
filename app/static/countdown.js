// Keeps "vēl 11 dienas 6 h" true by the server's clock, and says it aloud at few moments only.
// Without it the page shows what was left when it was made.
const HOUR = 3_600_000;
const SAID_AT = [24 * HOUR, HOUR, HOUR / 4, HOUR / 12, HOUR / 60, 0];
const OFTEN = 15_000;
const CLOCK = /clock;desc="([^"]+)"/;

/** By how much the server's clock is ahead of this device's, in ms; null where the server does not say. */
async function ahead() {
  const [page] = performance.getEntriesByType("navigation");
  const told = page?.serverTiming?.find((entry) => entry.name === "clock");
  if (told && page.transferSize) return Date.parse(told.description) - (performance.timeOrigin + page.responseStart);
  // The page came out of the browser's store (Back, a tab brought again): what it says of the time is old.
  const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => null);
  const now = CLOCK.exec(answer?.headers.get("Server-Timing") ?? "")?.[1];
  return now ? Date.parse(now) - Date.now() : null;
}

/** "diena" or "dienas": after "vēl" one says "11 dienas", where a bare number would have the genitive. */
function dayWord(days) {
  const language = document.documentElement.lang;
  const inDays = new Intl.NumberFormat(language, { style: "unit", unit: "day", unitDisplay: "long" });
  const like = new Intl.PluralRules(language).select(days) === "one" ? 1 : 2;
  return inDays.formatToParts(like).find((part) => part.type === "unit").value;
}

function words(span, { left, less }) {
  const minutes = Math.floor(span / 60_000);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (days) return left.replace("{}", `${days}\u00a0${dayWord(days)} ${hours}\u00a0h`);
  if (hours) return left.replace("{}", `${hours}\u00a0h ${rest}\u00a0min`);
  return left.replace("{}", rest ? `${rest}\u00a0min` : less);
}

/** When the time is over, what can be done only before goes, and what says why comes in its place. */
function close() {
  for (const one of document.querySelectorAll("[data-while-open]")) one.hidden = true;
  for (const one of document.querySelectorAll("[data-once-over]")) one.hidden = false;
}

function count(element, offset) {
  const ends = Date.parse(element.dataset.countdown);
  const voice = document.createElement("span");
  voice.className = "unseen";
  voice.setAttribute("role", "status");
  element.after(voice);
  let before = null;
  const look = () => {
    const span = ends - (Date.now() + offset);
    element.textContent = span < 0 ? element.dataset.over : words(span, element.dataset);
    if (before !== null && SAID_AT.some((mark) => span < mark && before >= mark)) voice.textContent = element.textContent;
    before = span;
    if (span < 0) {
      clearInterval(timer);
      close();
    } else if (span < OFTEN) setTimeout(look, span + 1); // to the second, not only at the next look
  };
  const timer = setInterval(look, OFTEN);
  look();
}

const elements = document.querySelectorAll("[data-countdown]");
const offset = elements.length ? await ahead() : null;
if (offset !== null) for (const element of elements) count(element, offset);
