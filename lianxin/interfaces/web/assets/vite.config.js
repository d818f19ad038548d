// Builds src/app.js (and the styles that it imports) into the static files of lianxin.interfaces.web.
//
// The names of entries stay fixed (lianxin/app.css, lianxin/app.js): WhiteNoise's manifest storage adds the
// hashes. A page with a craft of its own (a map, a chart) is one more line in `input`.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

// An asset of somebody else may name a map of its source that is not among ours: whoever serves the files looks for it.
const withoutSourceMaps = {
  name: "without-source-maps",
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type === "asset" && file.fileName.endsWith(".js")) {
        file.source = file.source.toString().replace(/\n\/\/# sourceMappingURL=.*$/m, "");
      }
    }
  },
};

// What the pages for work outdoors load at once beside themselves: their service worker keeps it too.
const needs = {
  name: "needs",
  generateBundle(_options, bundle) {
    const reached = new Set();
    const walk = (name) => bundle[name].imports.filter((one) => !reached.has(one)).forEach((one) => walk(reached.add(one) && one));
    for (const entry of ["app.js", "field.js"]) walk(entry);
    this.emitFile({ type: "asset", fileName: "field-needs.json", source: JSON.stringify([...reached]) });
  },
};

export default defineConfig({
  base: "./",
  plugins: [withoutSourceMaps, needs],
  logLevel: "warn",
  css: {
    // MoJ Frontend asks for "node_modules/govuk-frontend/…", so paths start here.
    preprocessorOptions: { scss: { loadPaths: [here("./")], quietDeps: true } },
  },
  build: {
    outDir: here("../static/lianxin"),
    emptyOutDir: true,
    // Phones of 2020: modules, but none of the syntax that came later.
    target: ["chrome80", "edge80", "firefox78", "safari13"],
    cssMinify: "esbuild",
    assetsInlineLimit: 0, // no data: addresses, for a strict content security policy
    modulePreload: false,
    chunkSizeWarningLimit: 1500, // in kB: what draws charts and maps, loaded where there are some
    license: { fileName: "licences.md" },
    rollupOptions: {
      // MapLibre has numbers that a Safari of 2019 does not know: there the list beside the map stands alone.
      onwarn: (warning, warn) => warning.code === "TOLERATED_TRANSFORM" || warn(warning),
      input: {
        app: here("src/app.js"),
        charts: here("src/charts.js"),
        desk: here("src/desk.js"),
        field: here("src/field.js"),
        maps: here("src/maps.js"),
        places: here("src/places.js"),
      },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "chunks/[name]-[hash].js",
        assetFileNames: ({ names }) => {
          if (names.some((name) => name.endsWith(".css"))) return "[name].css";
          // servers know what a .js file is, and not each of them what a .mjs file is
          if (names.some((name) => name.endsWith(".mjs"))) return "chunks/[name]-[hash].js";
          return "media/[name]-[hash][extname]";
        },
      },
    },
  },
});
