// A map of service places is loaded when it is opened; the list beside it says the same, also where no map can be shown.
for (const place of document.querySelectorAll("[data-spots]")) {
  if (!place.querySelector("[data-spot]")) continue;
  place.hidden = false;
  place.addEventListener("toggle", async function opened() {
    if (!place.open) return;
    place.removeEventListener("toggle", opened);
    const state = place.querySelector("[data-map-state]");
    try {
      const { spots } = await import("./spots.js");
      await spots(place);
      state.hidden = true;
    } catch (fault) {
      state.textContent = place.dataset.failed;
      place.querySelector("[data-map-ground]").hidden = true;
      throw fault;
    }
  });
}
