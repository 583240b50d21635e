import type { Manifest } from "@sinch-fetch/workspace";

/**
 * What users can import of a package, such as `@sinch-fetch/conversation/callbacks`, without installing more. A module that
 * needs an optional peer dependency is named after it.
 */
export function exportedModules({ name, exports = {}, peerDependencies = {} }: Manifest): readonly string[] {
  return Object.keys(exports)
    .filter((path) => path !== "./package.json" && !(path.slice(2) in peerDependencies))
    .map((path) => name + path.slice(1));
}
