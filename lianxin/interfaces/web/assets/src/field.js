// The pages for work outdoors: what the device keeps is shown at once, and brought up to date where there is a network.
import "./field.scss";
import { KEPT } from "./field/store.js";
import { prepare } from "./field/map.js";
import { shrunk } from "./field/photos.js";
import * as store from "./field/store.js";
import { State, sync } from "./field/sync.js";

const root = document.querySelector("[data-field]");
const part = (name, place = root) => place.querySelector(`[data-${name}]`);
const words = Object.fromEntries(
  [...document.querySelector("template[data-words]").content.querySelectorAll("[data-word]")].map((one) => [
    one.dataset.word,
    one.textContent,
  ]),
);
const say = (name, given = "") => words[name].replace("{0}", given);
const copy = (name) => document.querySelector(`template[data-${name}]`).content.firstElementChild.cloneNode(true);
const moment = (at) =>
  new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
const labels = Object.fromEntries(
  [...document.querySelectorAll("template[data-step]")].map((one) => [one.dataset.step, one.dataset.label]),
);
const addresses = { today: root.dataset.today, deeds: root.dataset.deeds };
const MOVING = new Set(["sign", "contact", "reply"]);

let state = State.FINE;
let shown = null; // the number and the state of the ticket on the screen, and its steps
let made = 0; // deeds that were done on this page
let pause = 0;

const fill = (place, name, text) => {
  part(name, place).textContent = text;
};

const tag = (place, name, text, colour) => {
  const spot = part(name, place);
  spot.replaceChildren();
  if (!text) return;
  const made = document.createElement("strong");
  made.className = `govuk-tag govuk-tag--${colour || "grey"}`;
  made.textContent = text;
  spot.append(made);
};

const describe = (place, row) => {
  fill(place, "number", row.number);
  fill(place, "category", row.category);
  tag(place, "state-tag", row.state, row.colour);
  tag(place, "card-tag", row.card, row.card_colour);
  part("due-line", place).hidden = !row.due;
  fill(place, "due", row.due_words);
  if (row.due) part("due", place).dateTime = row.due;
};

// Where a ticket will stand once what waits is done: the steps that can be taken on top of it.
const steps = (row, queue, after) =>
  queue
    .filter((one) => one.number === row.number && MOVING.has(one.step))
    .reduce((_found, one) => after[one.step] ?? [], row.steps);

const showList = (list, queue) => {
  part("empty").hidden = !list || list.tickets.length > 0;
  part("more").hidden = !list?.more;
  part("rows").replaceChildren(
    ...(list?.tickets ?? []).map((row) => {
      const line = copy("row");
      describe(line, row);
      fill(line, "place", [row.grid, row.where].filter(Boolean).join(" · "));
      part("link", line).href = `#${row.number}`;
      part("pending", line).hidden = !queue.some((one) => one.number === row.number);
      return line;
    }),
  );
};

const typed = (form) => Object.fromEntries([...new FormData(form)].filter(([, said]) => typeof said === "string"));

const form = async (of, row) => {
  const found = document.querySelector(`template[data-step="${of.step}"]`).content.firstElementChild.cloneNode(true);
  const fields = found.querySelector("form");
  for (const way of found.querySelectorAll("[data-way]")) way.hidden = !row.ways.includes(way.dataset.way);
  const kept = await store.draft(of);
  for (const [name, said] of Object.entries(kept ?? {})) {
    const field = fields.elements.namedItem(name);
    if (field) field.value = said;
  }
  found.open = Boolean(kept);
  fields.addEventListener("input", () => store.keepDraft(of, typed(fields)));
  fields.addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = typed(fields);
    const missing =
      ("words" in given && !given.words.trim()) ||
      (fields.elements.namedItem("photo")?.files.length && !given.shot) ||
      (of.step === "contact" && !given.way);
    part("missing", found).hidden = !missing;
    if (missing) return;
    event.submitter.disabled = true;
    const taken = fields.elements.namedItem("photo")?.files[0];
    const photo = taken && (await shrunk(taken));
    await store.add({ ...of, fields: given, photo, seen: row.seq });
    made += 1;
    await paint();
    part("head").querySelector("h1").focus();
    work();
  });
  return found;
};

const showTicket = async (list, queue) => {
  const number = decodeURIComponent(location.hash.slice(1));
  const row = list?.tickets.find((one) => one.number === number);
  part("list").hidden = Boolean(number);
  part("ticket").hidden = !number;
  if (!number) {
    shown = null;
    return;
  }
  if (!row) {
    const gone = document.createElement("p");
    gone.className = "govuk-body";
    gone.textContent = say("gone");
    part("head").replaceChildren(gone);
    part("forms").replaceChildren();
    shown = null;
    return;
  }
  const about = document.querySelector("template[data-about]").content.cloneNode(true);
  describe(about, row);
  fill(about, "place", [row.grid, row.where].filter(Boolean).join(" · "));
  fill(about, "what", row.what);
  part("hidden", about).hidden = !row.hidden;
  const held = part("head").contains(document.activeElement); // who reads here goes on reading here
  part("head").replaceChildren(about);
  if (held) part("head").querySelector("h1").focus();
  const offered = steps(row, queue, list.after);
  // what is being typed stays as it is, as long as the same can be done
  const same = `${number} ${list.who} ${offered} ${made}`;
  if (shown?.same !== same) {
    const forms = await Promise.all(offered.map((step) => form({ who: list.who, number, step }, row)));
    part("forms").replaceChildren(...forms);
  }
  shown = { same, number };
};

const showConflicts = (list, queue) => {
  const refused = queue.filter((one) => one.refused);
  part("conflicts").hidden = !refused.length;
  const place = part("conflicts-list");
  const known = new Map([...place.children].map((one) => [Number(one.dataset.id), one]));
  // one that stands already is not touched: somebody may be typing in it
  for (const [id, card] of known) if (!refused.some((one) => one.id === id)) card.remove();
  for (const deed of refused) if (!known.has(deed.id)) place.append(conflict(deed));
  for (const deed of refused) {
    const card = [...place.children].find((one) => Number(one.dataset.id) === deed.id);
    const row = list?.tickets.find((one) => one.number === deed.number);
    fill(card, "said", deed.refused.said || say("strange"));
    fill(card, "now", row ? row.state : say("gone"));
    part("as-it-is", card).hidden = !deed.refused.warned;
  }
};

const conflict = (deed) => {
  const card = copy("conflict");
  card.dataset.id = deed.id;
  fill(card, "label", labels[deed.step]);
  fill(card, "number", deed.number);
  const field = card.querySelector("textarea");
  part("typed", card).hidden = !("words" in deed.fields);
  field.value = deed.fields.words ?? "";
  const kept = (more) => ({ ...deed, fields: { ...deed.fields, ...("words" in deed.fields ? { words: field.value } : {}), ...more } });
  field.addEventListener("input", async () => {
    const now = (await store.deeds(deed.who)).find((one) => one.id === deed.id);
    if (now) await store.change({ ...now, fields: kept().fields });
  });
  const again = async (more) => {
    const list = await store.day();
    const seen = list?.tickets.find((one) => one.number === deed.number)?.seq ?? deed.seen;
    await store.retry({ ...kept(more), refused: null }, seen);
    card.remove();
    await paint();
    
    work();
  };
  part("again", card).addEventListener("click", () => again({}));
  part("as-it-is", card).addEventListener("click", () => again({ as_it_is: "yes" }));
  part("away", card).addEventListener("click", async () => {
    await store.drop(deed);
    card.remove();
    await paint();
    work();
  });
  return card;
};

const showWaiting = (queue) => {
  const waiting = queue.filter((one) => !one.refused);
  part("waiting").hidden = !waiting.length;
  part("waiting-list").replaceChildren(
    ...waiting.map((deed) => {
      const line = copy("one");
      fill(line, "label", labels[deed.step]);
      fill(line, "number", deed.number);
      const late = Date.now() - deed.at > KEPT / 3;
      part("until", line).hidden = !late;
      if (late) fill(line, "until", say("until", moment(deed.at + KEPT)));
      return line;
    }),
  );
};

const showState = (list, queue, over) => {
  const waiting = queue.filter((one) => !one.refused).length;
  const said = [];
  if (over) said.push(say("over", over));
  if (state === State.FINE) said.push(waiting ? say("waits", waiting) : say("online"));
  else said.push(say(list || state !== State.AWAY ? state : "never"));
  if (state !== State.FINE && waiting) said.push(say("waits", waiting));
  if (state !== State.FINE && list) said.push(say("since", moment(list.at)));
  const place = part("state");
  const text = said.join(" ");
  if (place.dataset.said === text) return; // read aloud only when it is news
  place.dataset.said = text;
  place.textContent = `${text} `;
  place.dataset.kind = state;
  if (state !== State.SIGN_IN) return;
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = root.dataset.signIn;
  link.textContent = say("signin_link");
  place.append(link);
};

const paint = async () => {
  const list = await store.day();
  const queue = list ? await store.deeds(list.who) : [];
  showList(list, queue);
  await showTicket(list, queue);
  showConflicts(list, queue);
  showWaiting(queue);
  showState(list, queue, await store.over());
};

// One run after the other; what is asked for meanwhile is one more run.
let running = null;
let asked = false;
const work = () => {
  asked = true;
  running ??= (async () => {
    try {
      while (asked) {
        asked = false;
        await store.expire();
        state = await sync(addresses);
        await paint();
      }
    } finally {
      running = null;
    }
    pause = state === State.FINE ? 60_000 : Math.min((pause || 2_000) * 2, 60_000);
    clearTimeout(timer);
    timer = setTimeout(work, pause);
  })();
  return running;
};
let timer = 0;

// Nothing stays behind, whoever signs out: what is not sent yet is asked about first.
document.querySelector("[data-field-out]").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { target } = event;
  const left = await store.everybodys();
  if (left && !confirm(say("loses", left))) return;
  await store.forget();
  await Promise.all((await caches.keys()).filter((name) => name.startsWith("lianxin-field")).map((name) => caches.delete(name)));
  target.elements.namedItem("csrfmiddlewaretoken").value =
    document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
  target.submit();
});

const start = async () => {
  root.hidden = false;
  await store.expire();
  await paint();
  prepare(part("map"), say("mapless"));
  addEventListener("hashchange", async () => {
    await paint();
    scrollTo(0, 0);
    (shown ? part("head").querySelector("h1") : document.getElementById("field-title"))?.focus();
  });
  addEventListener("online", work);
  addEventListener("offline", work);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && work());
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(root.dataset.worker).catch(() => {});
  await work();
};
start();
