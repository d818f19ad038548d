// Builds the service worker: one file without imports, which every browser that knows service workers takes.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  logLevel: "warn",
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
  build: {
    outDir: here("../static/lianxin"),
    emptyOutDir: false, // beside what the other build has made
    copyPublicDir: false,
    license: { fileName: "field-worker-licences.md" },
    target: ["chrome80", "edge80", "firefox78", "safari13"],
    rollupOptions: {
      input: { "field-worker": here("src/field/worker.js") },
      output: { format: "iife", entryFileNames: "[name].js" },
    },
  },
});
