// Signs in with a passkey, or makes one: learns from the form's address what to ask the device for, and sends what the
// device answers with the form. Without it, and where passkeys cannot work, the form stays unseen.
const RAW = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const withBytes = (one) => ({ ...one, id: toBytes(one.id) });

// What a device is asked for, and how: with the browser's own way of reading it, where it has one.
const ASKING = {
  create: {
    read: "parseCreationOptionsFromJSON",
    byHand: (asked) => ({
      ...asked,
      challenge: toBytes(asked.challenge),
      user: withBytes(asked.user),
      excludeCredentials: asked.excludeCredentials.map(withBytes),
    }),
  },
  get: {
    read: "parseRequestOptionsFromJSON",
    byHand: (asked) => ({
      ...asked,
      challenge: toBytes(asked.challenge),
      allowCredentials: asked.allowCredentials.map(withBytes),
    }),
  },
};

/** The device's answer as the server reads it. */
function written({ id, rawId, type, response }) {
  const said = RAW.filter((name) => response[name]).map((name) => [name, toText(response[name])]);
  return JSON.stringify({ id, rawId: toText(rawId), type, response: Object.fromEntries(said) });
}

/** The server says no, in a sentence of its own. */
class Refused extends Error {}

async function answered(form) {
  const asked = await fetch(form.action, { headers: { Accept: "application/json" } });
  const options = await asked.json();
  if (!asked.ok) throw new Refused(options.said);
  const verb = form.dataset.passkey;
  const { read, byHand } = ASKING[verb];
  const publicKey = PublicKeyCredential[read]?.(options) ?? byHand(options);
  return written(await navigator.credentials[verb]({ publicKey }));
}

function enhance(form) {
  const said = form.querySelector("[data-said]");
  const words = { NotAllowedError: form.dataset.cancelled, InvalidStateError: form.dataset.known };
  let busy = false;
  form.addEventListener("submit", async (event) => {
    // A name that is missing is told by the server, before a device keeps a passkey that nobody knows.
    if ([...form.querySelectorAll("[required]")].some((field) => !field.value.trim())) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    said.textContent = "";
    try {
      form.elements.answer.value = await answered(form);
      form.submit();
    } catch (problem) {
      busy = false;
      said.textContent = problem instanceof Refused ? problem.message : (words[problem.name] ?? form.dataset.failed);
    }
  });
  addEventListener("pageshow", () => (busy = false));
  form.hidden = false;
}

for (const form of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential || location.origin !== form.dataset.origin) continue;
  enhance(form);
  for (const line of document.querySelectorAll("[data-without-passkeys]")) line.hidden = true;
}
