import { readFile } from "node:fs/promises";

/** An answer that a description documents. */
export interface DescribedAnswer {
  readonly status: number;
  /** Examples of its body, by name; empty for an answer without a documented body. */
  readonly examples: ReadonlyMap<string, unknown>;
}

/** An operation as its description documents it. */
export interface DescribedOperation {
  readonly id: string;
  readonly method: string;
  /** Path template, below the project where it belongs to one. */
  readonly path: string;
  /** Example values of the path parameters, in the order of the path, without the project. */
  readonly pathValues: Readonly<Record<string, string>>;
  /** Examples of its request body, by name; empty for an operation without one. */
  readonly requests: ReadonlyMap<string, unknown>;
  readonly answers: readonly DescribedAnswer[];
  /** Names of the security schemes that are each sufficient. */
  readonly security: readonly string[];
}

const PREFIX = "/v1/projects/{project_id}";
const METHODS = new Set(["get", "put", "post", "delete", "patch"]);

type Json = Record<string, unknown>;

/** Reads the operations of a bundled description from the files that the mock serves. */
export async function readOperations(api: string): Promise<DescribedOperation[]> {
  const file = new URL(`../../../packages/mock/descriptions/${api}.gen.json`, import.meta.url);
  const document: Json = JSON.parse(await readFile(file, "utf8"));
  const at = (node: unknown): Json => follow(document, node);

  return Object.entries(at(document.paths)).flatMap(([path, item]) =>
    Object.entries(at(item))
      .filter(([method]) => METHODS.has(method))
      .map(([method, value]) => {
        const operation = at(value);
        const parameters = [...list(at(item).parameters), ...list(operation.parameters)].map(at);
        const below = path.startsWith(PREFIX) ? path.slice(PREFIX.length) : path;
        const inPath = [...below.matchAll(/\{([^{}]+)\}/g)].map(([, name]) =>
          parameters.find((parameter) => parameter.name === name),
        );
        return {
          id: String(operation.operationId),
          method: method.toUpperCase(),
          path: below,
          pathValues: Object.fromEntries(inPath.map((parameter) => [parameter?.name, String(parameter?.example)])),
          requests: examples(at, operation.requestBody),
          answers: Object.entries(at(operation.responses)).map(([status, answer]) => ({
            status: Number(status),
            examples: examples(at, answer),
          })),
          security: list(operation.security ?? document.security).flatMap((scheme) => Object.keys(at(scheme))),
        };
      }),
  );
}

function examples(at: (node: unknown) => Json, carrier: unknown): Map<string, unknown> {
  const json = at(at(at(carrier).content)["application/json"]);
  return new Map(Object.entries(at(json.examples)).map(([name, example]) => [name, at(example).value]));
}

function follow(document: Json, node: unknown): Json {
  if (typeof node !== "object" || node === null) return {};
  const { $ref, ...value }: Json = { ...node };
  if (typeof $ref !== "string") return value;
  const keys = $ref
    .slice(2)
    .split("/")
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  return follow(
    document,
    keys.reduce<unknown>((part, key) => follow(document, part)[key], document),
  );
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
