import { type Auth, type CallOptions, isApiError } from "@sinch-fetch/http";
import { afterAll, describe, expect, test } from "vitest";
import type { DescribedAnswer, DescribedOperation } from "./described.ts";

/** The wire level of a client, without the types of its paths. */
export interface WireLevel {
  request(...args: never[]): Promise<unknown>;
}

/** The arguments that the description's examples give for one call. */
export interface ExampleArguments {
  /** Values of the path parameters, in the order of the path. */
  readonly path: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: an example of the description, which the linter checks and not tsc
  readonly body: any;
}

/** Calls an operation's resource method with the given arguments, so that a suite says what its name is. */
export type ResourceCall<Client> = (
  client: Client,
  example: ExampleArguments,
  options: CallOptions,
) => Promise<unknown>;

/** What a contract suite is about. */
export interface ContractSubject<Client extends WireLevel, Credential extends Auth> {
  /** The operations of the description. */
  readonly operations: readonly DescribedOperation[];
  /** Makes a client of the mock. */
  readonly client: (auth: Credential) => Client;
  /** One credential for each security scheme, by the description's name of the scheme. */
  readonly credentials: Readonly<Record<string, Credential>>;
  /** The resource method of each operation, by operation id. */
  readonly calls: Readonly<Record<string, ResourceCall<Client>>>;
}

/**
 * Tests that a client and the mock of its description keep the contract: every operation with every documented answer,
 * every example request, every security scheme, at both levels.
 *
 * An operation without a resource call fails the suite, and so does a documented answer that was not seen at both.
 */
export function contractSuite<Client extends WireLevel, Credential extends Auth>(
  subject: ContractSubject<Client, Credential>,
): void {
  const seen = new Set<string>();
  for (const operation of subject.operations) {
    describe(operation.id, () => {
      const call = subject.calls[operation.id];
      if (!call) {
        test("has a contract test", () => expect.fail(`add ${operation.id} to the calls of this suite`));
        return;
      }
      operationTests(operation, call, subject, (level, status) => seen.add(`${operation.id} ${status} ${level}`));
    });
  }

  test("has seen each documented answer at both levels", () => {
    const documented = subject.operations.flatMap(({ id, answers }) =>
      answers.flatMap(({ status }) => [`${id} ${status} wire`, `${id} ${status} resource`]),
    );

    expect(documented.filter((answer) => !seen.has(answer))).toEqual([]);
  });

  test("names no operation that the description does not have", () => {
    const described = new Set(subject.operations.map(({ id }) => id));

    expect(Object.keys(subject.calls).filter((id) => !described.has(id))).toEqual([]);
  });

  afterAll(() => {
    const statuses = subject.operations.flatMap(({ answers }) => answers).length;
    const covered = new Set([...seen].map((answer) => answer.replace(/ \w+$/, "")));
    const operations = new Set([...covered].map((answer) => answer.replace(/ .*$/, "")));
    console.log(`operations ${operations.size}/${subject.operations.length}, statuses ${covered.size}/${statuses}`);
  });
}

function operationTests<Client extends WireLevel, Credential extends Auth>(
  operation: DescribedOperation,
  call: ResourceCall<Client>,
  { client, credentials }: ContractSubject<Client, Credential>,
  saw: (level: "wire" | "resource", status: number) => void,
): void {
  const path = Object.values(operation.pathValues);
  const [firstBody] = operation.requests.values();
  const credential = (scheme = operation.security[0]): Credential => {
    const auth = credentials[scheme ?? ""];
    if (!auth) throw new Error(`the suite has no credential for ${scheme}`);
    return auth;
  };
  const onWire = async (auth: Credential, body: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const wire = client(auth).request as (...args: unknown[]) => Promise<Answer>;
    const { pathValues } = operation;
    return wire(operation.method, operation.path, { params: { path: pathValues }, body, headers });
  };

  for (const answer of operation.answers) {
    const prefer = { Prefer: `code=${answer.status}` };

    test(`answers ${answer.status} at the wire level with the description's example`, async () => {
      const { data, error, response } = await onWire(credential(), firstBody, prefer);

      expect(response.status).toBe(answer.status);
      expect(response.headers.get("sl-violations")).toBeNull();
      expect(response.ok ? data : error || undefined).toEqual(firstExample(answer));
      saw("wire", response.status);
    });

    test(`answers ${answer.status} at the resource level with the description's example`, async () => {
      const settled = call(client(credential()), { path, body: firstBody }, { headers: prefer });

      if (answer.status < 300) {
        expect(await settled).toEqual(firstExample(answer));
      } else {
        const error: unknown = await settled.catch((reason: unknown) => reason);
        if (!isApiError(error)) throw error;
        expect(error.status).toBe(answer.status);
        expect(error.body).toEqual(firstExample(answer));
        expect(error.operation).toBe(operation.id);
        expect(error.outcome).toBe(answer.status < 500 ? "rejected" : "unknown");
      }
      saw("resource", answer.status);
    });

    for (const [name, example] of [...answer.examples].slice(1)) {
      test(`answers ${answer.status} with its example ${name} on request`, async () => {
        const { data, error, response } = await onWire(credential(), firstBody, {
          Prefer: `code=${answer.status}, example=${name}`,
        });

        expect(response.ok ? data : error).toEqual(example);
      });
    }
  }

  for (const [name, body] of operation.requests) {
    test(`accepts its example request ${name} at both levels`, async () => {
      const { response } = await onWire(credential(), body);
      await call(client(credential()), { path, body }, {});

      expect(response.status).toBe(200);
      expect(response.headers.get("sl-violations")).toBeNull();
    });
  }

  for (const scheme of operation.security) {
    test(`accepts the credential of ${scheme}`, async () => {
      const { response } = await onWire(credential(scheme), firstBody);

      expect(response.status).toBe(200);
    });
  }

  test("refuses a request without a credential", async () => {
    const nothing: Credential = { ...credential(), authorize: (request, next) => next(request) };

    const { response } = await onWire(nothing, firstBody);

    expect(response.status).toBe(401);
  });

  if (typeof firstBody === "object" && firstBody !== null) {
    const refusal = operation.answers.some(({ status }) => status === 400) ? 400 : 422;

    test("refuses an unknown field and names it", async () => {
      const { error, response } = await onWire(credential(), { ...firstBody, misspelt_field: 1 });

      expect(response.status).toBe(refusal);
      expect(JSON.stringify(error)).toContain("misspelt_field");
    });

    for (const name of Object.keys(firstBody)) {
      test(`refuses a request whose only fields lack ${name}, and names it`, async () => {
        const { [name]: _, ...rest }: Record<string, unknown> = { ...firstBody };

        const { error, response } = await onWire(credential(), rest);

        expect(response.status).toBe(refusal);
        expect(JSON.stringify(error)).toMatch(new RegExp(`${name}|oneOf`));
      });
    }
  }
}

interface Answer {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

function firstExample({ examples }: DescribedAnswer): unknown {
  const [example] = examples.values();
  return example;
}
