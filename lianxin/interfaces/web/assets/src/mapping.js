// Our own outlines on plain ground, coloured by volume: no tiles, no fonts and nothing from elsewhere.
import { LngLatBounds, Map as Ground, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";

setWorkerUrl(new URL(workerUrl, import.meta.url).href);

const SHADES = [1, 2, 3, 4, 5]; // from little to much
const motionless = matchMedia("(prefers-reduced-motion: reduce)").matches;

export const show = async (place, outlines) => {
  const most = Math.max(1, ...outlines.features.map((one) => one.properties.received));
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--lx-${name}`).trim();
  const steps = [...new Set(SHADES.map((_, number) => Math.ceil((most * (number + 1)) / SHADES.length)))];
  const shades = SHADES.slice(-steps.length).map((one) => colour(`shade-${one}`)); // fewer where there is too little to tell five apart
  const map = new Ground({
    container: place.querySelector("[data-map-ground]"),
    style: {
      version: 8,
      sources: { places: { type: "geojson", data: outlines } },
      layers: [
        { id: "ground", type: "background", paint: { "background-color": colour("ground") } },
        { id: "fill", type: "fill", source: "places", paint: { "fill-color": shade(steps, shades) } },
        {
          id: "edge",
          type: "line",
          source: "places",
          paint: {
            "line-color": colour("ink"),
            "line-width": ["case", ["boolean", ["feature-state", "chosen"], false], 4, 0.8],
          },
        },
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
  legend(place, steps, shades);
  zooms(place, map);
  await new Promise((done, failed) => {
    map.once("load", done);
    map.once("error", ({ error }) => failed(error));
  });
  together(place, map, outlines);
};

const shade = (steps, shades) => {
  if (steps.length === 1) return shades[0];
  const onward = steps.slice(0, -1).flatMap((step, number) => [step + 1, shades[number + 1]]);
  return ["step", ["get", "received"], shades[0], ...onward];
};

export const around = (outlines) => {
  const bounds = new LngLatBounds();
  const walk = (found) => (typeof found[0] === "number" ? bounds.extend(found) : found.forEach(walk));
  for (const one of outlines.features) walk(one.geometry.coordinates);
  return bounds.isEmpty() ? undefined : bounds;
};

const legend = (place, steps, shades) => {
  const said = place.querySelector("[data-map-legend]");
  let from = 0;
  steps.forEach((step, number) => {
    const mark = document.createElement("span");
    mark.className = "lx-map__mark";
    mark.style.backgroundColor = shades[number];
    said.append(mark, `${from}–${step}  `);
    from = step + 1;
  });
};

export const zooms = (place, map) => {
  const buttons = [
    ["+", place.dataset.nearer, () => map.zoomIn({ animate: !motionless })],
    ["−", place.dataset.farther, () => map.zoomOut({ animate: !motionless })],
  ];
  const row = document.createElement("div");
  row.className = "lx-map__zooms";
  for (const [sign, name, turn] of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "lx-map__zoom";
    button.textContent = sign;
    button.setAttribute("aria-label", name);
    button.addEventListener("click", turn);
    row.append(button);
  }
  place.querySelector("[data-map-ground]").before(row);
};

// What is pointed at in the list stands out on the map, and the other way round.
const together = (place, map, outlines) => {
  const lines = new Map([...place.querySelectorAll("[data-map-key]")].map((line) => [line.dataset.mapKey, line]));
  const mark = (feature, chosen) => {
    map.setFeatureState({ source: "places", id: feature.id }, { chosen });
    lines.get(feature.properties.key)?.classList.toggle("lx-map__chosen", chosen);
  };
  for (const feature of outlines.features) {
    const line = lines.get(feature.properties.key);
    for (const [event, chosen] of Object.entries({ mouseenter: true, mouseleave: false, focusin: true, focusout: false })) {
      line?.addEventListener(event, () => mark(feature, chosen));
    }
  }
  let last = null;
  map.on("mousemove", "fill", ({ features: [found] }) => {
    if (last && last.id !== found.id) mark(last, false);
    last = outlines.features.find((one) => one.id === found.id) ?? found;
    mark(last, true);
  });
  map.on("mouseleave", "fill", () => last && mark(last, false));
  map.on("click", "fill", ({ features: [found] }) => lines.get(found.properties.key)?.scrollIntoView({ block: "nearest" }));
};
