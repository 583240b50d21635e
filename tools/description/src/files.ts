export { type Bundles, bundlesIn, type Manifest, openManifest } from "./manifest.ts";
export { parseDocument } from "./parse-document.ts";
