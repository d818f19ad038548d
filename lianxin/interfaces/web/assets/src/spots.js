// Places as numbered marks over the outlines of the towns; the base map lies below where one is configured.
import { LngLatBounds, Map as Ground, Marker } from "maplibre-gl";
import { zooms } from "./mapping.js";

const CLOSE = 15; // the zoom of a single place
const motionless = matchMedia("(prefers-reduced-motion: reduce)").matches;

export const spots = async (place) => {
  const answer = await fetch(place.dataset.outlines);
  if (!answer.ok) throw new Error(answer.status);
  const outlines = await answer.json();
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--lx-${name}`).trim();
  const { tiles, tilesSource } = place.dataset;
  place.querySelector("[data-map-source]").textContent = tilesSource;
  const lines = [...place.querySelectorAll("[data-spot]")];
  const points = lines.map((line) => line.dataset.spot.split(",").map(Number));
  const bounds = new LngLatBounds();
  points.forEach((point) => bounds.extend(point));
  const map = new Ground({
    container: place.querySelector("[data-map-ground]"),
    style: {
      version: 8,
      sources: {
        ...(tiles ? { base: { type: "raster", tiles: [tiles], tileSize: 256, maxzoom: 18 } } : {}),
        towns: { type: "geojson", data: outlines },
      },
      layers: [
        { id: "ground", type: "background", paint: { "background-color": colour("paper") } },
        ...(tiles ? [{ id: "base", type: "raster", source: "base" }] : []),
        { id: "edge", type: "line", source: "towns", paint: { "line-color": colour("brand"), "line-width": 1.5 } },
      ],
    },
    bounds,
    fitBoundsOptions: { padding: 40, maxZoom: CLOSE },
    attributionControl: false,
    scrollZoom: false,
    dragRotate: false,
    fadeDuration: motionless ? 0 : 300,
  });
  map.getCanvas().setAttribute("aria-label", place.querySelector("summary").textContent.trim());
  if (matchMedia("(pointer: coarse)").matches) map.dragPan.disable(); // one finger moves the page, two the map
  lines.forEach((line, number) => mark(line, number + 1).setLngLat(points[number]).addTo(map));
  zooms(place, map);
  await new Promise((done, failed) => {
    map.once("load", done);
    map.once("error", ({ error }) => failed(error));
  });
};

// A mark carries its line's number and leads where the line does; the line is what keys and readers use.
const mark = (line, number) => {
  const link = document.createElement("a");
  link.className = "lx-spot";
  link.href = line.querySelector("a").href;
  link.textContent = number;
  link.title = line.textContent.trim();
  link.tabIndex = -1;
  link.setAttribute("aria-hidden", "true");
  const shine = (on) => {
    link.classList.toggle("lx-map__chosen", on);
    line.classList.toggle("lx-map__chosen", on);
  };
  for (const part of [line, link]) {
    for (const [event, on] of Object.entries({ mouseenter: true, mouseleave: false, focusin: true, focusout: false })) {
      part.addEventListener(event, () => shine(on));
    }
  }
  return new Marker({ element: link });
};
