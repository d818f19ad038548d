// Sends what waits, in the order in which it was done. A deed leaves the queue only when the server has said that it
// is done, or what stands against it; where no answer came it is sent again under its own key, which does it once.
import * as store from "./store.js";

export const State = { FINE: "fine", AWAY: "offline", SIGN_IN: "signin", FAULT: "fault", NOT_YOURS: "notyours" };
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

// Brings the list up to date, sends what waits, and brings the list up to date again. Of several windows one does it.
export const sync = (addresses) =>
  navigator.locks
    ? navigator.locks.request("lianxin-field", () => run(addresses))
    : run(addresses);

const run = async ({ today, deeds }) => {
  const listed = await refresh(today);
  if (listed !== State.FINE) return listed;
  const { who } = await store.day();
  let sent = 0;
  const stopped = new Set(); // tickets on which something was refused: what was done on top of it waits
  for (const known of await store.deeds(who)) {
    // changed meanwhile by the deed before it, or thrown away
    const deed = (await store.deeds(who)).find((one) => one.id === known.id);
    if (!deed || stopped.has(deed.number)) continue;
    if (deed.refused) {
      stopped.add(deed.number);
      continue;
    }
    const answer = await send(deeds, deed);
    if (answer.state !== State.FINE) return answer.state;
    if (answer.no) stopped.add(deed.number);
    sent += 1;
  }
  return sent ? refresh(today) : State.FINE;
};

const refresh = async (today) => {
  const response = await asked(today, {});
  if (response.state) return response.state;
  const said = await json(response);
  if (!response.ok || !said) return response.status === 403 ? State.NOT_YOURS : State.FAULT;
  await store.keepDay(said);
  return State.FINE;
};

const send = async (deeds, deed) => {
  const body = new FormData();
  for (const [name, said] of Object.entries(deed.fields)) body.set(name, said);
  if (deed.photo) body.set("photo", deed.photo, "photo.jpg");
  for (const name of ["who", "key", "seen"]) body.set(name, deed[name]);
  const address = `${deeds}${deed.number}/${deed.step}/`;
  const response = await asked(address, { method: "POST", body, headers: { "X-CSRFToken": token() } });
  if (response.state) return { state: response.state };
  const said = await json(response);
  if (response.ok && said) {
    await store.done(deed, said.seq);
    return { state: State.FINE };
  }
  if (response.status >= 500 || response.status === 429 || (response.status === 403 && !said)) return { state: State.FAULT };
  await store.change({ ...deed, refused: { said: said?.said ?? "", warned: Boolean(said?.warned) } });
  return { state: State.FINE, no: true };
};

const asked = async (address, more) => {
  let response = null;
  try {
    response = await fetch(address, { credentials: "same-origin", redirect: "manual", cache: "no-store", ...more });
  } catch {
    return { state: State.AWAY };
  }
  return response.type === "opaqueredirect" ? { state: State.SIGN_IN } : response;
};

const json = async (response) => {
  if (!response.headers.get("content-type")?.startsWith("application/json")) return null;
  return response.json().catch(() => null);
};
