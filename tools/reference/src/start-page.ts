import { descriptionPage } from "./description-pages.ts";
import type { Description } from "./descriptions.ts";
import type { DocumentedPackage } from "./documented-packages.ts";
import { modulePage } from "./package-pages.ts";
import { escapeHtml, siteHead } from "./site-frame.ts";

interface Card {
  readonly href: string;
  readonly title: string;
  readonly version: string;
  readonly sentence: string;
  /** Further pages of the same thing. */
  readonly more?: readonly { readonly href: string; readonly title: string }[];
}

/** The page that leads to all others. */
export function startPage(packages: readonly DocumentedPackage[], all: readonly Description[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>sinch-fetch reference</title>
<link rel="stylesheet" href="pagefind/pagefind-ui.css">
${siteHead("")}
</head>
<body class="start">
<header>
<h1>sinch-fetch reference</h1>
<p>Typed, fetch-native clients for the Sinch Conversation API, its Batch API and its templates, and the OpenAPI descriptions that they are generated from. Independent of Sinch.</p>
<div id="search"></div>
</header>
<main>
${section("Packages", "packages", inOrder(packages, all).map(packageCard))}
${section("APIs", "apis", all.map(descriptionCard))}
</main>
<script src="pagefind/pagefind-ui.js"></script>
<script src="assets/search.js"></script>
</body>
</html>
`;
}

/** The packages of the described APIs in their order, then the others. */
function inOrder(packages: readonly DocumentedPackage[], all: readonly Description[]): DocumentedPackage[] {
  const described = all.flatMap(({ name }) => packages.filter((one) => one.name.endsWith(`/${name}`)));
  return [...new Set([...described, ...packages])];
}

function packageCard({ name, version, description, entries }: DocumentedPackage): Card {
  const [first, ...rest] = entries.map(({ specifier }) => ({
    href: `packages/${modulePage(specifier)}`,
    title: specifier,
  }));
  if (first === undefined) throw new Error(`${name} exports nothing`);
  return { ...first, version, sentence: description, more: rest };
}

function descriptionCard({ name, title, version, summary }: Description): Card {
  return { href: `descriptions/${descriptionPage(name)}`, title, version, sentence: summary };
}

function section(title: string, id: string, cards: readonly Card[]): string {
  return `<section aria-labelledby="${id}">\n<h2 id="${id}">${title}</h2>\n<ul class="cards">\n${cards.map(card).join("\n")}\n</ul>\n</section>`;
}

function card({ href, title, version, sentence, more = [] }: Card): string {
  const links = more.map((one) => `<a href="${one.href}">${escapeHtml(one.title)}</a>`).join(" ");
  return `<li><h3><a href="${href}">${escapeHtml(title)}</a> <span class="version">${escapeHtml(version)}</span></h3><p>${escapeHtml(sentence).replaceAll(/`([^`]+)`/g, "<code>$1</code>")}</p>${links && `<p class="more">${links}</p>`}</li>`;
}
