import type { Auth } from "@sinch-fetch/http";
import { afterAll, describe, expect, test } from "vitest";
import { readOperations, readSchemaExamples } from "./described.ts";
import type { WireLevel } from "./operation-calls.ts";
import { operationTests } from "./operation-tests.ts";
import { type Coverage, readCoverable, tally } from "./tally.ts";
import { recordCoverage } from "./test-run.ts";
import { watched } from "./watched.ts";

/** Sends an example of a schema within the request of an operation. */
export type Carrier<Client> = (
  client: Client,
  // biome-ignore lint/suspicious/noExplicitAny: an example of the description, which the linter checks and not tsc
  example: any,
) => Promise<unknown>;

/** What a contract suite is about. */
export interface ContractSubject<Client extends WireLevel, Credential extends Auth> {
  /** Name of the description. */
  readonly api: string;
  /** Makes a client of the mock, for the project `PROJECT_ID`. */
  readonly client: (auth: Credential) => Client;
  /** One credential for each security scheme, by the description's name of the scheme. */
  readonly credentials: Readonly<Record<string, Credential>>;
  /** How to send an example of each schema that has examples of its own, by name of the schema. */
  readonly carriers: Readonly<Record<string, Carrier<Client>>>;
}

/**
 * Tests that a client and the mock of its description keep the contract: every operation with every documented response,
 * every example, every security scheme, at both levels.
 *
 * The operations, their methods and their arguments come from the description. A documented response or an example of an
 * operation that was not seen at both levels fails the suite, and so does an example of a schema that was not sent.
 */
export async function contractSuite<Client extends WireLevel, Credential extends Auth>(
  subject: ContractSubject<Client, Credential>,
): Promise<void> {
  const { api, carriers, client } = subject;
  const operations = await readOperations(api);
  const examples = await readSchemaExamples(api);
  const coverable = await readCoverable(api);
  const seen = new Set<string>();
  const credential = (scheme: string | undefined): Credential => {
    const auth = subject.credentials[scheme ?? ""];
    if (!auth) throw new Error(`the suite has no credential for ${scheme}`);
    return auth;
  };

  for (const operation of operations) {
    describe(operation.id, () => {
      operationTests({ operation, client }, credential, (level, what) => seen.add(`${operation.id} ${what} ${level}`));
    });
  }

  for (const { schema, number, value } of examples) {
    test(`accepts example ${number} of ${schema}`, async () => {
      const { exchanges, ...watching } = watched(credential(operations[0]?.security[0]));

      await carriers[schema]?.(client(watching.credential), value);

      const [exchange] = exchanges;
      expect(exchange?.response.status, `add ${schema} to the carriers of this suite`).toBe(200);
      expect(exchange?.response.headers.get("sl-violations")).toBeNull();
      expect(String(exchange?.request.body)).toContain(JSON.stringify(value));
      seen.add(`${schema} example ${number}`);
    });
  }

  test("has seen each documented response and each example at both levels", () => {
    expect(tally(coverable, coveredBy(seen, coverable)).missing).toEqual([]);
  });

  test("names no schema that the description does not have", () => {
    const described = new Set(examples.map(({ schema }) => schema));

    expect(Object.keys(carriers).filter((name) => !described.has(name))).toEqual([]);
  });

  afterAll(async () => {
    const covered = coveredBy(seen, coverable);
    console.log(`${api}: ${tally(coverable, covered).line}`);
    await recordCoverage("operations", { api, ...covered });
  });
}

/** What was seen, at both levels where it has two; an operation is covered once its success is. */
function coveredBy(seen: ReadonlySet<string>, { operations, statuses, examples }: Coverage): Partial<Coverage> {
  const atBoth = (name: string): boolean => seen.has(`${name} wire`) && seen.has(`${name} resource`);
  return {
    operations: operations.filter((id) => atBoth(`${id} 200`)),
    statuses: statuses.filter(atBoth),
    examples: examples.filter((name) => atBoth(name) || seen.has(name)),
  };
}
