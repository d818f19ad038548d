// A map is loaded when it is opened; the list beside it says the same, also where no map can be shown.
for (const place of document.querySelectorAll("[data-map]")) {
  const frame = place.querySelector("[data-map-frame]");
  const state = place.querySelector("[data-map-state]");
  frame.hidden = false;
  place.addEventListener("toggle", async function opened() {
    if (!place.open) return;
    place.removeEventListener("toggle", opened);
    try {
      const [{ show }, answer] = await Promise.all([import("./mapping.js"), fetch(place.dataset.map)]);
      if (!answer.ok) throw new Error(answer.status);
      await show(place, await answer.json());
      state.hidden = true;
    } catch (fault) {
      state.textContent = place.dataset.failed;
      for (const part of frame.querySelectorAll("[data-map-ground], [data-map-legend]")) part.hidden = true;
      throw fault;
    }
  });
}
