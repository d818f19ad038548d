// What the device keeps: today's list, what is being typed, and what waits to be sent. Three days, and no longer.
import { openDB } from "idb";

const NAME = "lianxin-field";
export const KEPT = 3 * 24 * 60 * 60 * 1000; // milliseconds
const STORES = ["kept", "deeds", "drafts"];

let opened = null;
const open = () => {
  opened ??= openDB(NAME, 1, {
    upgrade(db) {
      db.createObjectStore("kept");
      db.createObjectStore("deeds", { keyPath: "id", autoIncrement: true });
      db.createObjectStore("drafts", { keyPath: "place" });
    },
    terminated() {
      opened = null;
    },
  });
  return opened;
};

export const day = async () => (await open()).get("kept", "day");

export const keepDay = async (said) => (await open()).put("kept", { ...said, at: Date.now() }, "day");

export const map = async (who) => {
  const kept = await (await open()).get("kept", "map");
  if (kept?.who !== who) throw new Error("no map is kept");
  return kept.outlines;
};

export const keepMap = async (who, outlines) => (await open()).put("kept", { who, outlines, at: Date.now() }, "map");

// Everything goes: at sign-out, whoever signs out.
export const forget = async () => {
  const tx = (await open()).transaction(STORES, "readwrite");
  await Promise.all([...STORES.map((name) => tx.objectStore(name).clear()), tx.done]);
};

// What is older than three days goes, also where the clock was set back. How many deeds were among it is kept in turn.
export const expire = async (now = Date.now()) => {
  const old = (moment) => Math.abs(now - moment) > KEPT;
  const tx = (await open()).transaction(STORES, "readwrite");
  const kept = tx.objectStore("kept");
  for (const name of await kept.getAllKeys()) {
    if (old((await kept.get(name)).at)) await kept.delete(name);
  }
  const drafts = tx.objectStore("drafts");
  for (const one of await drafts.getAll()) if (old(one.at)) await drafts.delete(one.place);
  const deeds = tx.objectStore("deeds");
  const over = (await deeds.getAll()).filter((one) => old(one.at));
  for (const one of over) await deeds.delete(one.id);
  if (over.length) await kept.put({ at: now, count: over.length + ((await kept.get("over"))?.count ?? 0) }, "over");
  await tx.done;
};

export const over = async () => (await (await open()).get("kept", "over"))?.count ?? 0;

export const deeds = async (who) => (await (await open()).getAll("deeds")).filter((one) => one.who === who);

export const everybodys = async () => (await open()).count("deeds");

// Puts a deed at the end of the queue, and its draft away, in one breath. It rests on what was seen of the ticket
// last: on the list, or by the deed of one's own that waits before it.
export const add = async (deed) => {
  const tx = (await open()).transaction(STORES, "readwrite");
  const queue = tx.objectStore("deeds");
  const mine = (await queue.getAll()).filter((one) => one.who === deed.who && one.number === deed.number);
  const list = await tx.objectStore("kept").get("day");
  const row = list?.tickets.find((one) => one.number === deed.number);
  const seen = mine.length ? mine[mine.length - 1].seen : (row?.seq ?? deed.seen);
  await queue.add({ ...deed, seen, key: key(), at: Date.now(), refused: null });
  await tx.objectStore("drafts").delete(place(deed));
  await tx.done;
};

// A deed that is done leaves the queue; what was done on top of it has now seen it.
export const done = async (deed, seq) => {
  const tx = (await open()).transaction(["deeds", "kept"], "readwrite");
  const queue = tx.objectStore("deeds");
  await queue.delete(deed.id);
  if (seq === deed.seen + 1) {
    for (const one of await queue.getAll()) {
      if (one.who === deed.who && one.number === deed.number && one.seen === deed.seen) await queue.put({ ...one, seen: seq });
    }
    const list = await tx.objectStore("kept").get("day");
    const row = list?.tickets.find((one) => one.number === deed.number);
    if (row && row.seq === deed.seen) {
      row.seq = seq;
      await tx.objectStore("kept").put(list, "day");
    }
  }
  await tx.done;
};

export const change = async (deed) => (await open()).put("deeds", deed);

// What was refused is tried again on what is known now; what was done on top of it has seen no more than that either.
export const retry = async (deed, seen) => {
  const tx = (await open()).transaction("deeds", "readwrite");
  for (const one of await tx.store.getAll()) {
    if (one.who === deed.who && one.number === deed.number && one.id > deed.id) await tx.store.put({ ...one, seen });
  }
  await tx.store.put({ ...deed, seen });
  await tx.done;
};

export const drop = async (deed) => (await open()).delete("deeds", deed.id);

const place = ({ who, number, step }) => `${who}/${number}/${step}`;

export const draft = async (of) => (await (await open()).get("drafts", place(of)))?.fields;

export const keepDraft = async (of, fields) => (await open()).put("drafts", { place: place(of), fields, at: Date.now() });

const key = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
