import { isDeepStrictEqual } from "node:util";
import type { Description, OperationObject } from "@sinch-fetch/description";
import type { Comparing } from "./comparing.ts";

interface Alternative {
  /** Its schemes as they work, whatever they are called here. */
  readonly label: string;
  readonly at: object | undefined;
}

/** Compares the schemes that an operation accepts, any one of which is enough. */
export function compareSecurity(
  before: OperationObject,
  after: OperationObject,
  operation: string,
  { changes, descriptions: [descriptionBefore, descriptionAfter] }: Comparing,
): void {
  const place = { operation, path: "security" };
  const [was, is] = [alternativesOf(before, descriptionBefore), alternativesOf(after, descriptionAfter)];
  for (const { label, at } of is) {
    if (!was.some((other) => other.label === label)) changes.add("securityAdded", place, `${label} accepted now`, at);
  }
  for (const { label, at } of was) {
    if (!is.some((other) => other.label === label))
      changes.add("securityRemoved", place, `${label} no longer accepted`, at);
  }
}

function alternativesOf({ security }: OperationObject, description: Description): Alternative[] {
  const alternatives = security ?? description.security ?? [];
  if (alternatives.length === 0) return [{ label: "a request without credentials", at: undefined }];
  return alternatives.map((alternative) => {
    const schemes = Object.entries(alternative).map(([name, scopes]) => {
      const scheme = description.components?.securitySchemes?.[name];
      const kind = scheme?.type === "http" ? scheme.scheme : scheme?.type;
      return { scheme, label: [kind ?? name, ...scopes].join(" ") };
    });
    const label = schemes
      .map((one) => one.label)
      .sort()
      .join(" with ");
    return {
      label: label === "" ? "a request without credentials" : `security scheme ${label}`,
      at: schemes[0]?.scheme,
    };
  });
}

/** Compares what the schemes say beside how they work. Their names are used in the description alone. */
export function compareSchemeTexts({ changes, descriptions }: Comparing): void {
  const [was, is] = descriptions.map(({ components }) =>
    Object.values(components?.securitySchemes ?? {})
      .map((scheme) => JSON.stringify(sorted(scheme)))
      .sort(),
  );
  if (!isDeepStrictEqual(was, is)) changes.add("texts", { path: "security" }, "texts or addresses of schemes changed");
}

/** The same with its keys in order. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}
