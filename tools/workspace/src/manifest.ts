import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What a module is loaded from, by condition. */
export interface Conditions {
  readonly types?: string;
  readonly default?: string;
  readonly import?: Conditions;
  readonly require?: Conditions;
}

/** The parts of a `package.json` that tools read. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly private?: boolean;
  readonly license?: string;
  /** The versions of the descriptions that the package was generated from, by their names. */
  readonly sinchFetch?: { readonly descriptions: Readonly<Record<string, string>> };
  readonly type?: string;
  readonly sideEffects?: boolean;
  readonly repository?: { readonly url: string; readonly directory: string };
  readonly engines?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string | Conditions>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Reads the `package.json` of a folder. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}
