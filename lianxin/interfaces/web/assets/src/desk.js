// The desk of staff: keys, and at desk width a ticket beside its list, opened without leaving the page.
import "./keys.js";
import "./news.js";

const WIDE = matchMedia("(min-width: 75em)"); // as in _desk.scss
const desk = document.querySelector("[data-desk]");
const pane = document.querySelector("[data-desk-ticket]");
const plain = (event) => !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

// The next ticket is fetched while this one is read, and used as long as it is fresh; a key pressed before it is there
// waits for it, and does not ask once more.
const FRESH = 20_000; // milliseconds
let ahead = { url: "", at: 0, text: Promise.resolve("") };
const ask = async (url) => {
  const answer = await fetch(url, { headers: { "X-Part": "ticket" } }).catch(() => null);
  return answer?.ok && !answer.redirected ? answer.text() : "";
};
const fetchAhead = () => {
  const url = pane.querySelector("[rel=next]")?.href;
  if (url) ahead = { url, at: Date.now(), text: ask(url) };
};

let newest = 0;
// Shows another ticket in the pane; where that fails, the whole page goes there.
const show = async (url, keep) => {
  newest += 1;
  const number = newest;
  const known = ahead.url === url && Date.now() - ahead.at < FRESH ? await ahead.text : "";
  const text = known || (await ask(url));
  if (number !== newest) return;
  if (!text) {
    location.assign(url);
    return;
  }
  pane.innerHTML = text;
  if (keep) history.pushState(null, "", url);
  const path = new URL(url, location.href).pathname;
  for (const link of desk.querySelectorAll(".lx-desk__link")) {
    if (new URL(link.href).pathname === path) {
      link.setAttribute("aria-current", "true");
      link.scrollIntoView({ block: "nearest" });
    } else {
      link.removeAttribute("aria-current");
    }
  }
  const heading = pane.querySelector("#ticket");
  document.title = document.title.replace(/^\s*\S+/, heading.querySelector(".lx-number").textContent);
  scrollTo(0, 0);
  heading.focus({ preventScroll: true });
  fetchAhead();
};

document.addEventListener("click", (event) => {
  const row = event.target.closest?.("[data-beside]");
  if (row && WIDE.matches && plain(event)) {
    event.preventDefault();
    location.assign(row.dataset.beside);
    return;
  }
  const link = event.target.closest?.("[data-swap]");
  if (!link || !pane || !plain(event)) return;
  event.preventDefault();
  show(link.href, true);
});

// Whoever comes to another category types it over the one that is suggested.
if (location.hash === "#id_category") {
  const field = document.querySelector("#id_category");
  history.replaceState(null, "", location.pathname + location.search); // or the next page would inherit it
  field?.focus();
  field?.select();
}

for (const button of document.querySelectorAll("[data-tick-all]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const boxes = [...document.querySelectorAll(".lx-tick__box")];
    const all = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !all;
  });
}

if (desk) {
  addEventListener("popstate", () => show(location.href, false));
  fetchAhead();
  desk.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
}
