import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Rolldown } from "tsdown";

/** A manifest, as far as it says whose a package is. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  /** How old packages say it. */
  readonly licenses?: readonly { readonly type: string }[];
  readonly author?: string | { readonly name?: string };
}

/** The licences under which a package may be passed on within another. */
const LICENSES: readonly string[] = [
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
  "(MIT OR Apache-2.0)",
];

const PACKAGE_FOLDER = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

const HEADING = `This package holds code of the packages below. Each stands with its licence; where a package comes without a text of
its licence, which is MIT then, the text at the end applies.
`;

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;

/** Writes the licences of all packages that went into a bundle beside it, in the file `THIRD-PARTY-LICENSES`. */
export function thirdPartyLicenses(): Rolldown.Plugin {
  return {
    name: "third-party-licenses",
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
      const folders = chunks.flatMap(({ moduleIds }) => moduleIds.flatMap((id) => PACKAGE_FOLDER.exec(id)?.[0] ?? []));
      const notices = [...new Set(folders)].map((folder) => noticeOf(folder));
      const source = [HEADING, ...[...new Set(notices)].sort(), MIT].join(`\n${"-".repeat(80)}\n\n`);
      this.emitFile({ type: "asset", fileName: "THIRD-PARTY-LICENSES", source });
    },
  };
}

/**
 * Returns who made a package, and its licence.
 *
 * @throws {Error} The licence is not one under which it may be passed on.
 */
function noticeOf(folder: string): string {
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const { name, version, license = manifest.licenses?.[0]?.type ?? "" } = manifest;
  if (!LICENSES.includes(license))
    throw new Error(`${name} ${version} has the licence "${license}": may it be bundled?`);
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[sc]e|copying|notice)/i.test(file))
    .map((file) => readFileSync(join(folder, file), "utf8").trim());
  if (texts.length === 0 && license !== "MIT") throw new Error(`${name} ${version} holds no text of its licence`);
  const owner = typeof manifest.author === "object" ? manifest.author.name : manifest.author;
  const notice = texts.length > 0 ? texts : [`Copyright (c) ${owner ?? `the authors of ${name}`}`];
  return `${name} ${version} (${license})\n\n${notice.join("\n\n")}\n`;
}
