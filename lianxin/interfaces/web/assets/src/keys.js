// Lets keys do what links and buttons do, where nobody is typing: each is named by the element that it presses.
const TYPING = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";
const OFF = "lianxin-keys-off"; // kept on this device only
const ROW = ".lx-row__link";

const off = () => {
  try {
    return localStorage.getItem(OFF) === "yes";
  } catch {
    return false; // a browser that keeps nothing
  }
};
const seen = (element) => element && element.getClientRects().length > 0;
const first = (selector) => [...document.querySelectorAll(selector)].find(seen);

// From row to row in a list: the row behind the focused one, or the first.
const row = (step) => {
  const rows = [...document.querySelectorAll(ROW)].filter(seen);
  const at = rows.indexOf(document.activeElement.closest?.(".lx-row")?.querySelector(ROW));
  rows[at === -1 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)]?.focus();
};

const KEYS = "a[href='/staff/keys/']";
const inLists = {
  j: () => row(1),
  k: () => row(-1),
  o: () => document.activeElement.closest?.(".lx-row")?.querySelector(ROW)?.click(),
  x: () => document.activeElement.closest?.(".lx-row")?.querySelector(".lx-tick__box")?.click(),
  u: () => first(".govuk-back-link")?.click(),
  "/": () => first("#find-number")?.focus(),
};

document.addEventListener("keydown", (event) => {
  const busy = event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented;
  if (busy || document.querySelector("dialog[open]") || event.target.closest?.(TYPING)) return;
  const { key } = event;
  if (key === "?") {
    event.preventDefault();
    first(KEYS)?.click();
    return;
  }
  if (off()) return;
  const choice = /^[1-9]$/.test(key) && first(`[data-digit="${key}"]`);
  const pressed = /^[a-z]$/.test(key) && first(`[data-key="${key}"]`);
  if (!choice && !pressed && !(key in inLists)) return;
  event.preventDefault();
  if (choice) choice.focus();
  else if (pressed) pressed.click();
  else inLists[key]();
});

// The list of keys: a page by its link, a dialog by ? and where there is a script.
const switches = (root) => {
  for (const place of root.querySelectorAll("[data-keys-switch]")) {
    const button = place.querySelector("button");
    const say = () => (button.textContent = off() ? button.dataset.keysOn : button.dataset.keysOff);
    button.addEventListener("click", () => {
      try {
        localStorage.setItem(OFF, off() ? "no" : "yes");
      } catch {
        // nothing is kept, and the keys stay as they are
      }
      say();
    });
    say();
    place.hidden = false;
  }
};
switches(document);

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.(KEYS);
  if (!link || event.ctrlKey || event.metaKey || !("HTMLDialogElement" in window)) return;
  event.preventDefault();
  const answer = await fetch(link.href, { headers: { "X-Part": "keys" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) {
    location.assign(link.href);
    return;
  }
  const dialog = document.createElement("dialog");
  dialog.className = "lx-dialog";
  dialog.setAttribute("aria-labelledby", "dialog-title");
  dialog.innerHTML = await answer.text();
  const title = document.createElement("h1");
  title.id = "dialog-title";
  title.className = "govuk-heading-m";
  title.textContent = link.textContent;
  const close = document.createElement("button");
  close.type = "button";
  close.autofocus = true; // and not the switch above it
  close.className = "govuk-button";
  close.textContent = dialog.querySelector("[data-keys-close]").dataset.keysClose;
  close.addEventListener("click", () => dialog.close());
  dialog.prepend(title);
  dialog.append(close);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  switches(dialog);
  dialog.showModal();
});
