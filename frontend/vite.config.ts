import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Three pages with a script, one entry each; `web/editors.py` reads the manifest. */
export default defineConfig({
  plugins: [react()],
  base: "/static/build/",
  publicDir: false,
  build: {
    outDir: here("../static/build"),
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        form: here("src/form/main.tsx"),
        flow: here("src/flow/main.tsx"),
        table: here("src/table/main.tsx"),
      },
    },
  },
});
