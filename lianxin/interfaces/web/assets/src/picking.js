// A grid chosen on a map: the towns first, then the grids of one; the list beside it does the same by keyboard.
import { Map as Ground } from "maplibre-gl";
import { around, zooms } from "./mapping.js";

const TOWN = 9; // digits
const motionless = matchMedia("(prefers-reduced-motion: reduce)").matches;
const NOTHING = { type: "FeatureCollection", features: [] };

export const pick = async (place, chosen) => {
  const fetched = async (town = "") => {
    const answer = await fetch(`${place.dataset.pick}?town=${town}`);
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  };
  const list = place.querySelector("[data-pick-list]");
  let map = null;
  const choose = async (code) => {
    if (code.length > TOWN) {
      for (const one of list.querySelectorAll("button")) one.setAttribute("aria-pressed", one.value === code);
      map?.setFilter("chosen", ["==", ["get", "code"], code]);
      chosen(code);
      return;
    }
    show(await fetched(code), code);
  };
  const show = (outlines, town) => {
    const names = outlines.features.map(({ properties }) => [properties.code, properties.name]);
    list.replaceChildren(...(town ? [["", `← ${place.dataset.back}`]] : []).concat(names).map(([code, name]) => line(code, name, choose)));
    map?.getSource("places").setData(outlines);
    const bounds = around(outlines);
    if (map && bounds) map.fitBounds(bounds, { padding: 16, animate: !motionless });
    if (town) list.querySelector("button").focus();
  };
  const towns = await fetched();
  show(towns, "");
  map = drawn(place, towns);
  await new Promise((done, failed) => {
    map.once("load", done);
    map.once("error", ({ error }) => failed(error));
  });
  place.querySelector("[data-map-state]").hidden = true;
  zooms(place, map);
  map.on("click", "fill", ({ features: [found] }) => choose(found.properties.code));
  map.on("mouseenter", "fill", () => { map.getCanvas().style.cursor = "pointer"; });
};

const line = (code, name, choose) => {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "lx-plain";
  button.value = code;
  button.textContent = name;
  button.dir = "auto";
  button.addEventListener("click", () => choose(code));
  item.append(button);
  return item;
};

const drawn = (place, outlines) => {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--lx-${name}`).trim();
  const { tiles, tilesSource } = place.dataset;
  place.querySelector("[data-map-source]").textContent = tilesSource;
  const base = tiles ? { base: { type: "raster", tiles: [tiles], tileSize: 256, maxzoom: 18 } } : {};
  const map = new Ground({
    container: place.querySelector("[data-map-ground]"),
    style: {
      version: 8,
      sources: { ...base, places: { type: "geojson", data: outlines ?? NOTHING } },
      layers: [
        { id: "ground", type: "background", paint: { "background-color": colour("paper") } },
        ...(tiles ? [{ id: "base", type: "raster", source: "base" }] : []),
        { id: "fill", type: "fill", source: "places", paint: { "fill-color": colour("brand"), "fill-opacity": 0.15 } },
        { id: "chosen", type: "fill", source: "places", filter: ["==", ["get", "code"], ""], paint: { "fill-color": colour("gold"), "fill-opacity": 0.6 } },
        { id: "edge", type: "line", source: "places", paint: { "line-color": colour("brand"), "line-width": 1.5 } },
      ],
    },
    bounds: around(outlines),
    fitBoundsOptions: { padding: 16 },
    attributionControl: false,
    scrollZoom: false,
    dragRotate: false,
    fadeDuration: motionless ? 0 : 300,
  });
  map.getCanvas().setAttribute("aria-label", place.querySelector("summary").textContent.trim());
  if (matchMedia("(pointer: coarse)").matches) map.dragPan.disable(); // one finger moves the page, two the map
  return map;
};
