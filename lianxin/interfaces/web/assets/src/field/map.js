// The map of today's list: loaded when it is opened, kept with the list; the list beside it says the same.
import * as store from "./store.js";

export const prepare = (place, fault) => {
  place.addEventListener("toggle", async function opened() {
    if (!place.open) return;
    place.removeEventListener("toggle", opened);
    const state = place.querySelector("[data-map-state]");
    try {
      const list = await store.day();
      const outlines = await known(place.dataset.map, list.who);
      beside(place.querySelector("[data-map-list]"), list, outlines);
      const { show } = await import("../mapping.js");
      await show(place, outlines);
      state.hidden = true;
    } catch {
      state.textContent = fault;
      for (const part of place.querySelectorAll("[data-map-ground], [data-map-legend]")) part.hidden = true;
    }
  });
};

const known = async (address, who) => {
  const answer = await fetch(address, { redirect: "manual" }).catch(() => null);
  if (!answer?.ok) return store.map(who);
  const outlines = await answer.json();
  await store.keepMap(who, outlines);
  return outlines;
};

const beside = (place, list, outlines) => {
  place.replaceChildren(
    ...outlines.features.map(({ properties }) => {
      const here = list.tickets.filter((one) => String(one.grid_id) === properties.key);
      const line = document.createElement("li");
      line.dataset.mapKey = properties.key;
      line.append(here[0]?.grid ?? "");
      for (const one of here) {
        const link = document.createElement("a");
        link.className = "govuk-link lx-number";
        link.href = `#${one.number}`;
        link.textContent = one.number;
        line.append(" ", link);
      }
      return line;
    }),
  );
};
