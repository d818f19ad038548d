// Builds src/app.js (and the styles that it imports) into the static files of lianxin.interfaces.web.
//
// The names of entries stay fixed (lianxin/app.css, lianxin/app.js): WhiteNoise's manifest storage adds the
// hashes. A page with a craft of its own (a map, a chart) is one more line in `input`.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: "./",
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
    license: { fileName: "licences.md" },
    rollupOptions: {
      input: { app: here("src/app.js") },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "chunks/[name]-[hash].js",
        assetFileNames: ({ names }) =>
          names.some((name) => name.endsWith(".css")) ? "[name].css" : "media/[name]-[hash][extname]",
      },
    },
  },
});
