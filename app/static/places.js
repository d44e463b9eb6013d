// Sends files to the places of an application one after the other, each with its own progress and its own sentence: as soon
// as they are chosen, and when they are dropped onto their place. What was refused or did not arrive keeps its line; the
// others go on. Without it the browser sends the form by itself, several files at once.
// The list of what is there is never made here: it is asked of the server anew when something has come in.
const OVER = "dragging";
const SIGNED_OUT = [400, 401];
const TOO_OFTEN = 429;
let going = 0;

/** Whether files are being dragged, and not a text or a link. */
const bringsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

/** What a request comes to: `{ said, ask }` of the server, nothing where the line broke, `stopped` where somebody did. */
function post(form, file, { progressed, arrived, stoppable }) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    stoppable(() => request.abort());
    request.upload.addEventListener("load", arrived);
    const body = new FormData();
    body.append("csrf_token", form.elements.csrf_token.value);
    body.append(form.querySelector("input[type=file]").name, file);
    request.upload.addEventListener("progress", ({ loaded, total }) => progressed(total ? Math.floor((100 * loaded) / total) : 0));
    request.addEventListener("load", () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // an error page: the sentence for a broken line says what to do
      }
      done({ attached: request.status === 200 && Boolean(answer.said), said: answer.said, ask: answer.ask, status: request.status });
    });
    request.addEventListener("abort", () => done({ stopped: true }));
    for (const end of ["error", "timeout"]) request.addEventListener(end, () => done({}));
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.send(body);
  });
}

/** The page as the server has it now. */
function pageNow() {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.addEventListener("load", () => done(request.status === 200 ? request.response : null));
    for (const end of ["error", "abort", "timeout"]) request.addEventListener(end, () => done(null));
    request.open("GET", location.pathname);
    request.send();
  });
}

/** Put what the server has in the place of what the page shows of it: the files, and how far each part is. */
async function showWhatIsThere(section) {
  const now = await pageNow();
  const there = now?.getElementById(section.id)?.querySelector("[data-there]");
  if (!there) return;
  section.querySelector("[data-there]").replaceWith(there);
  const parts = now.querySelector("ol.tasks");
  if (parts) document.querySelector("ol.tasks")?.replaceWith(parts);
}

function enhance(section) {
  const form = section.querySelector("form");
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-sendings]");
  const mould = form.querySelector("template[data-sending]").content;
  const heard = form.querySelector("[data-heard]");
  const frame = form.querySelector(".upload");
  const { largest, endings, tooLarge, wrongKind, trouble, signedOut, checking, stopped, busy: taxed } = form.dataset;
  const known = endings.split(" ");
  const strangers = JSON.parse(form.dataset.strangers);
  const queue = [];
  let busy = false;
  let inside = 0;

  /** The line of a file, and what is told in it. */
  const lineOf = (file) => {
    const line = mould.cloneNode(true).firstElementChild;
    const part = (name) => line.querySelector(`[data-${name}]`);
    const [bar, percent, said, ask, again] = [line.querySelector("progress"), part("percent"), part("said"), part("ask"), part("again")];
    const stop = part("stop");
    let abort = null;
    stop.addEventListener("click", () => abort?.());
    const tell = (sentence, kind) => {
      stop.hidden = true;
      bar.hidden = true;
      percent.textContent = "";
      said.textContent = sentence;
      said.className = kind;
      heard.textContent = `${file.name}: ${sentence}`;
      line.dataset.told = "";
    };
    part("name").textContent = file.name;
    again.addEventListener("click", () => {
      said.textContent = "";
      again.hidden = true;
      delete line.dataset.told;
      input.focus();
      queue.push(one);
      work();
    });
    const one = {
      file,
      line,
      refuse: (sentence) => tell(sentence, "error"),
      progressed: (value) => {
        bar.value = value;
        percent.textContent = `${value}\u00a0%`;
      },
      arrived: () => {
        stop.hidden = true; // what has arrived may be attached, whoever waits for the answer
        bar.removeAttribute("value");
        percent.textContent = checking;
      },
      stoppable: (way) => {
        abort = way;
      },
      begin: () => {
        bar.hidden = false;
        stop.hidden = false;
        one.progressed(0);
      },
      end: (answer) => {
        if (answer.attached) tell(answer.said, "done");
        else if (answer.ask) {
          tell(answer.said, "floor");
          ask.href = answer.ask;
          ask.hidden = false;
        } else if (SIGNED_OUT.includes(answer.status)) one.refuse(signedOut); // what is answered then is about typed texts
        else if (answer.said) one.refuse(answer.said);
        else {
          one.refuse(answer.stopped ? stopped : answer.status >= TOO_OFTEN ? taxed : trouble);
          again.hidden = false;
          if (answer.stopped) again.focus();
        }
      },
    };
    return one;
  };

  const work = async () => {
    if (busy) return;
    busy = true;
    going += 1;
    let asked = null;
    let hasCome = false;
    while (queue.length) {
      const one = queue.shift();
      one.begin();
      const answer = await post(form, one.file, one);
      one.end(answer);
      asked = answer.ask ?? asked;
      hasCome ||= answer.attached;
      if (hasCome && !queue.length) {
        hasCome = false;
        await showWhatIsThere(section);
      }
    }
    busy = false;
    going -= 1;
    // The only file that was chosen has one question left: there it is asked.
    if (asked && list.children.length === 1) location.assign(asked);
  };

  /** What to do with a file of a kind that people often send and that is not taken anywhere, if it is one. */
  const adviceFor = (name, ending) => {
    const sentence = strangers.find(([all]) => all.includes(ending))?.[1];
    return sentence?.replace("{found}", ending.toUpperCase()).replace("{name}", () => name);
  };

  /** Send files; what the place would not take is not sent to it first. */
  const send = (files) => {
    for (const line of [...list.children]) if ("told" in line.dataset) line.remove();
    for (const file of files) {
      const one = lineOf(file);
      list.append(one.line);
      const ending = file.name.split(".").at(-1).toLowerCase();
      if (file.size > Number(largest)) one.refuse(tooLarge);
      else if (!known.includes(ending)) one.refuse(adviceFor(file.name, ending) ?? wrongKind);
      else queue.push(one);
    }
    list.hidden = false;
    work();
  };

  input.addEventListener("change", () => {
    if (!input.files.length) return;
    send([...input.files]);
    input.value = "";
  });
  // What is chosen is sent at once: there is nothing left for the button to do.
  form.querySelector("button[type=submit]").closest("p").remove();

  form.querySelector("[data-drop]").hidden = false;
  const leave = () => {
    inside = 0;
    delete frame.dataset[OVER];
  };
  section.addEventListener("dragenter", (event) => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    inside += 1;
    frame.dataset[OVER] = "";
  });
  section.addEventListener("dragleave", (event) => {
    if (!bringsFiles(event)) return;
    inside -= 1;
    if (inside <= 0) leave();
  });
  section.addEventListener("drop", (event) => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    leave();
    send([...event.dataTransfer.files]);
  });
}

for (const section of document.querySelectorAll("[data-place]")) enhance(section);

// A file that is dropped beside a place would be opened by the browser, in the page's stead.
for (const kind of ["dragover", "drop"]) {
  window.addEventListener(kind, (event) => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    if (kind === "dragover") event.dataTransfer.dropEffect = event.target.closest?.("[data-place]") ? "copy" : "none";
  });
}

// Whoever goes on while a file is on its way would lose it in silence.
window.addEventListener("beforeunload", (event) => {
  if (going) event.preventDefault();
});
