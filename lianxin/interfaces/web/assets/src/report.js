// Help while a report is written: photos shrunk and sent one by one, a voice, a place pointed at, the words kept on the phone.
import { csrf, held, sent } from "./sending.js";
import { speaking } from "./speaking.js";

const posted = (url, fields) => {
  const body = new FormData();
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: csrf(), ...fields })) body.set(name, value);
  return fetch(url, { method: "POST", body });
};

// --- the words, kept on the phone ---------------------------------------------------------------
const KEPT = "lianxin-report";
const LONGEST = 3 * 24 * 60 * 60 * 1000; // milliseconds
const FIELDS = ["what", "kind"];

const stored = () => {
  try {
    const found = JSON.parse(localStorage.getItem(KEPT));
    if (found && Date.now() - found.at < LONGEST) return found;
    localStorage.removeItem(KEPT);
  } catch {
    // a browser that keeps nothing: the page works as before
  }
  return null;
};
const drop = () => {
  try {
    localStorage.removeItem(KEPT);
  } catch {
    // nothing was kept
  }
};

const keeping = (place) => {
  const form = place.closest("form");
  const said = place.querySelector("[data-kept-said]");
  const field = (name) => form.elements.namedItem(name);
  const asked = FIELDS.filter(field); // in big letters each has a page of its own
  const before = stored();
  place.hidden = false;
  if (before && before.what && !field("what").value) {
    for (const name of asked) if (before[name]) field(name).value = before[name];
    said.textContent = said.dataset.back;
  }
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const words = Object.fromEntries(asked.map((name) => [name, field(name).value]));
      try {
        if (words.what) localStorage.setItem(KEPT, JSON.stringify({ at: Date.now(), ...words }));
        else drop();
      } catch {
        place.hidden = true; // it cannot be kept here, so nothing is promised
      }
    }, 500);
  });
  place.querySelector("[data-kept-delete]").addEventListener("click", () => {
    clearTimeout(waiting);
    drop();
    said.textContent = said.dataset.gone;
  });
};

// --- photos: shrunk on the phone, without what a camera writes beside the picture -----------------
const EDGE = 1600; // pixels
const SMALL = 300_000; // bytes: not worth the time

const shrunk = async (file) => {
  if (!file.type.startsWith("image/")) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" }); // turned as the camera meant it
    const scale = Math.min(1, EDGE / Math.max(picture.width, picture.height));
    if (scale === 1 && file.size < SMALL) return file; // the server removes the rest
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
    return made ? new File([made], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" }) : file;
  } catch {
    return file; // a format that this phone cannot draw: the server decides
  }
};

const photos = (place) => {
  const input = place.querySelector("[type=file]");
  const said = place.querySelector("[data-photos-said]");
  const list = place.querySelector("[data-photos-list]");
  const say = (text) => {
    said.hidden = !text;
    said.textContent = text;
  };
  let onWay = null; // a promise of whether all got through, while files are on their way
  const goesOn = held(
    place.closest("form"),
    () => onWay,
    () => say(`${said.textContent} ${place.dataset.waiting}`),
  );
  const sendAll = async (files) => {
    let number = 0;
    const wrong = [];
    while (files.length > 0) {
      number += 1;
      const telling = (percent) => {
        const far = place.dataset.sending.replace("%{n}", number).replace("%{percent}", percent);
        say(goesOn() ? `${far} ${place.dataset.waiting}` : far);
      };
      try {
        telling(0);
        const answer = await sent(place.dataset.photos, "photos", await shrunk(files[0]), telling);
        list.innerHTML = answer.responseText;
        if (answer.status === 422) wrong.push(...list.querySelectorAll(".govuk-error-message"));
      } catch {
        again(files);
        return false;
      }
      files.shift();
    }
    list.prepend(...wrong);
    say(place.dataset.fine);
    if (wrong.length > 0) say("");
    return wrong.length === 0;
  };
  const send = async (files) => {
    onWay = onWay ? onWay.then(() => sendAll(files)) : sendAll(files);
    const mine = onWay;
    await mine;
    if (onWay === mine) onWay = null;
  };
  const again = (files) => {
    say(`${place.dataset.failed} `);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary";
    button.textContent = place.dataset.retry;
    button.addEventListener("click", () => {
      input.value = "";
      send(files);
    });
    said.append(button);
    const back = new DataTransfer(); // if the page is sent instead, it takes them along
    for (const file of files) back.items.add(file);
    input.files = back.files;
    button.focus();
  };
  const chosen = () => {
    const files = [...input.files];
    input.value = ""; // they come by themselves; a phone without a script sends them with the form
    if (files.length > 0) send(files);
  };
  input.addEventListener("change", chosen);
  chosen(); // somebody may have been quicker than this script
};

// --- the place -------------------------------------------------------------------------------------
const pointing = (place) => {
  const said = place.querySelector("[data-point-said]");
  const say = (text) => {
    said.hidden = false;
    said.textContent = text;
  };
  const point = async (fields) => {
    say(place.dataset.looking);
    try {
      const answer = await posted(place.dataset.point, fields);
      say((await answer.json()).said);
    } catch {
      say(place.dataset.failed);
    }
  };
  place.hidden = false;
  const button = place.querySelector("[data-point-here]");
  button.hidden = !("geolocation" in navigator);
  button.addEventListener("click", () => {
    say(place.dataset.looking);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => point({ longitude: coords.longitude.toFixed(4), latitude: coords.latitude.toFixed(4), datum: "wgs84" }),
      () => say(place.dataset.denied),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  });
  const map = place.querySelector("[data-pick]");
  map.addEventListener("toggle", async function opened() {
    if (!map.open) return;
    map.removeEventListener("toggle", opened);
    try {
      const { pick } = await import("./picking.js");
      await pick(map, (grid) => point({ grid }));
    } catch (fault) {
      map.querySelector("[data-map-state]").textContent = map.dataset.failed;
      map.querySelector("[data-map-ground]").hidden = true;
      throw fault;
    }
  });
};

for (const [mark, start] of [
  ["[data-kept]", keeping],
  ["[data-photos]", photos],
  ["[data-speak]", speaking],
  ["[data-point]", pointing],
  ["[data-kept-clear]", drop],
  ["[data-kept-throw]", (form) => form.addEventListener("submit", drop)],
]) {
  for (const place of document.querySelectorAll(mark)) {
    start(place);
    for (const come of [place, ...place.querySelectorAll(".lx-comes")]) come.classList.remove("lx-comes");
  }
}
