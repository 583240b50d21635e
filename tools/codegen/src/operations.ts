import { boundsOf } from "./bounds.ts";
import { BrokenDescription } from "./broken-description.ts";
import { requestSchema } from "./content.ts";
import { type Description, operationsOf } from "./description.ts";

const IDEMPOTENT_METHODS = new Set(["GET", "PUT", "DELETE", "HEAD", "OPTIONS"]);
const SCHEMES: Record<string, string> = { basic: "basic", bearer: "bearer", oauth2: "bearer" };

/**
 * What a client knows of its API at run time: a constant for each operation, the list of them, and the facts that its
 * options are checked against.
 *
 * @param description As the client sees it.
 * @param prefix What the client puts before its paths.
 * @throws {BrokenDescription} It names no regions, or a security scheme that clients do not know.
 */
export function generateOperations(description: Description, prefix: string): string {
  const operations = operationsOf(description);
  const constants = operations.map((operation) => {
    const { method, path, object } = operation;
    const schema = requestSchema(operation);
    const bounds = schema && boundsOf(schema, description);
    const facts = {
      id: object.operationId,
      method,
      path,
      idempotent: object["x-idempotent"] ?? IDEMPOTENT_METHODS.has(method),
      ...(bounds ? { bounds } : {}),
    };
    return `export const ${object.operationId}: Operation = ${JSON.stringify(facts)};\n`;
  });
  const facts = apiFacts(description, prefix);
  const union = (values: readonly string[]): string => values.map((value) => JSON.stringify(value)).join(" | ");
  return [
    'import type { ApiFacts, Operation } from "@sinch-fetch/http/client";\n',
    ...constants,
    `export const operations: readonly Operation[] = [${operations.map(({ object }) => object.operationId).join(", ")}];\n`,
    `/** Regions that the API has hosts in. */\nexport type Region = ${union(facts.regions)};\n`,
    `/** Authentication schemes that the API documents. */\nexport type Scheme = ${union(facts.schemes)};\n`,
    `export const api: ApiFacts<Region, Scheme> = ${JSON.stringify(facts)};\n`,
  ].join("\n");
}

function apiFacts(description: Description, prefix: string) {
  const [server] = description.servers ?? [];
  const region = server?.variables?.region;
  if (!server || !region?.enum) {
    throw new BrokenDescription("the first server has no variable `region` with an enum, which clients offer");
  }
  const alternatives = [
    ...(description.security ?? []),
    ...operationsOf(description).flatMap(({ object }) => object.security ?? []),
  ];
  const schemes = alternatives.flatMap(Object.keys).map((name) => {
    const scheme = description.components?.securitySchemes?.[name];
    const known = SCHEMES[(scheme?.type === "http" ? scheme.scheme : scheme?.type) ?? ""];
    if (known === undefined) throw new BrokenDescription(`security scheme ${name} is neither Basic, Bearer nor OAuth2`);
    return known;
  });
  return {
    server: server.url,
    regions: region.enum,
    defaultRegion: region.default,
    prefix,
    schemes: [...new Set(schemes)].sort(),
  };
}
