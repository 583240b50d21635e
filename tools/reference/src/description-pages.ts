import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { REPOSITORY, runCommand } from "@sinch-fetch/workspace";
import { type Description, MANIFEST, type Operation } from "./descriptions.ts";
import { BAR_HEIGHT, siteBar, siteHead } from "./site-frame.ts";

const REDOCLY = createRequire(import.meta.url).resolve("@redocly/cli/bin/cli.js");
const LOGO = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g;

/** The page of a description, from the folder of the pages. */
export const descriptionPage = (name: string): string => `${name}.html`;

/** Where Redoc shows an operation on the page of its description. */
export function operationAnchor({ id, tag }: Operation): string {
  return `#/${tag.toLowerCase().replaceAll(" ", "-")}/${id.toLowerCase()}`;
}

/** Writes the page of each description, with everything that it needs in it. */
export async function writeDescriptionPages(all: readonly Description[], folder: string): Promise<void> {
  for (const { name } of all) {
    const file = join(folder, descriptionPage(name));
    const options = ["--config", MANIFEST, "--inlineBundle", `--openapi.scrollYOffset=${BAR_HEIGHT}`, "--output", file];
    await runCommand([process.execPath, REDOCLY, "build-docs", name, ...options], {
      cwd: REPOSITORY,
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    });
    await writeFile(file, framed(await readFile(file, "utf8"), name));
  }
}

/** The page in the frame of the site, without anything from another host, its links good at any address. */
function framed(html: string, name: string): string {
  const script = html.indexOf('<script type="module"');
  if (script < 0) throw new Error(`${name}: build-docs writes another page than expected`);
  const markup = html
    .slice(0, script)
    .replace("</head>", `${siteHead("../")}</head>`)
    .replace("<body>", `<body>${siteBar("../")}`)
    // Redoc renders ahead as if it owned the whole host, and does not correct that in the browser.
    .replaceAll(' href="/', ' href="#/');
  return markup + html.slice(script).replaceAll(LOGO, "../assets/redoc.svg");
}
