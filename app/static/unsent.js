// Says that this device keeps text of an application which the server does not have (saving.js), and where it is: whoever
// hands the application in here would do so without it. What another window keeps or sends meanwhile is seen too.
/** The names of what is kept; none where the browser forbids its store. */
function kept() {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

function look() {
  for (const told of document.querySelectorAll("[data-unsent]")) {
    const begins = `konkurss ${told.dataset.unsent}`;
    const waiting = kept().filter((key) => key.startsWith(begins));
    for (const link of told.querySelectorAll("a")) {
      const path = new URL(link.href).pathname;
      link.closest("li").hidden = !waiting.some((key) => key.startsWith(`konkurss ${path}/`));
    }
    told.hidden = waiting.length === 0;
  }
}

addEventListener("storage", look);
addEventListener("pageshow", look);
look();
