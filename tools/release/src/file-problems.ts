import {
  type InstalledPackage,
  missingSources,
  namedFiles,
  unmappedFiles,
} from "@sinch-fetch/consumer/installed-package";
import { type Origin, originSentence } from "./origin.ts";

/** A package as it is to arrive. */
export interface Expected {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly readme: string;
  readonly origins: readonly Origin[];
}

/**
 * Finds what the files of a package that arrived show, without running or compiling them.
 *
 * @returns What is wrong, by what was looked at; nothing where all is well.
 */
export function fileProblems({ version, licence, readme, origins }: Expected, installed: InstalledPackage) {
  const { manifest, contents } = installed;
  const release = contents["CHANGELOG.md"]?.split(/^## /m)[1] ?? "";
  const sentence = origins.length === 0 ? "" : originSentence(origins);
  const said = Object.values(manifest.sinchFetch?.descriptions ?? {}).join(", ");
  const wanted = origins.map((origin) => origin.version).join(", ");
  const absent = namedFiles(manifest).filter((file) => !(file in contents));
  return {
    version: manifest.version === version ? [] : [`is ${manifest.version}, expected ${version}`],
    licence: contents.LICENSE === licence ? [] : ["LICENSE is not that of the repository"],
    README: contents["README.md"] === readme ? [] : ["README.md is not that of the package"],
    changelog: [
      ...(release.startsWith(`${version}\n`) ? [] : [`CHANGELOG.md does not begin with ${version}`]),
      ...(release.includes(sentence) ? [] : [`CHANGELOG.md does not say: ${sentence}`]),
    ],
    files: absent.map((file) => `${file} is absent`),
    maps: [
      ...unmappedFiles(installed).map((file) => `${file} has no source map`),
      ...missingSources(installed).map((file) => `${file} is absent, and a source map names it`),
    ],
    descriptions: said === wanted ? [] : [`package.json says ${said || "nothing"}, expected ${wanted || "nothing"}`],
  };
}
