import { type Auth, isApiError } from "@sinch-fetch/http";
import { expect, test } from "vitest";
import type { DescribedResponse } from "./described.ts";
import { callResource } from "./resource-call.ts";
import {
  bodyOf,
  CONTRACT_RETRY,
  callOnWire,
  exampleArguments,
  type OperationSubject,
  PROJECT_ID,
  type WireCall,
  type WireLevel,
  type WireResult,
} from "./subject.ts";
import { type Exchange, watched } from "./watched.ts";

/** Called with what a test saw: `200`, `200 rich` or `request rich`, and at which level. */
export type Saw = (level: "wire" | "resource", what: string) => void;

/** Statuses after which an idempotent operation is repeated; any other operation is only after 429. */
const REPEATED_STATUSES = [408, 429, 500, 502, 503, 504];

/** Characters that end or change a path, a segment or a query unless they are encoded. */
const ODD_TEXT = "a/b:c?d#e %2F+é";

/** Tests one operation: its documented responses, its example requests, its credentials and what the mock refuses. */
export function operationTests<Client extends WireLevel, Credential extends Auth>(
  subject: OperationSubject<Client, Credential>,
  saw: Saw,
): void {
  for (const response of subject.operation.responses) responseTests(subject, response, saw);
  requestTests(subject, saw);
  urlTests(subject);
  credentialTests(subject);
  refusalTests(subject);
}

function responseTests<Client extends WireLevel, Credential extends Auth>(
  subject: OperationSubject<Client, Credential>,
  { documented, status, examples }: DescribedResponse,
  saw: Saw,
): void {
  const { operation } = subject;
  const named = examples.size === 0 ? [[undefined, undefined] as const] : examples;
  for (const [name, example] of named) {
    const headers = { Prefer: name === undefined ? `code=${status}` : `code=${status}, example=${name}` };
    const what = name === undefined ? "nothing in it" : `its example ${name}`;
    const see = (level: "wire" | "resource"): void => {
      saw(level, documented);
      if (name !== undefined) saw(level, `${documented} ${name}`);
    };

    test(`returns ${documented} at the wire level with ${what}`, async () => {
      const { data, error, response } = await onWire(subject, { headers });

      expect(response.status).toBe(status);
      expect(response.headers.get("sl-violations")).toBeNull();
      expect(response.ok ? data : error || undefined).toEqual(example);
      see("wire");
    });

    test(`returns ${documented} at the resource level with ${what}`, async () => {
      const result = callResource(clientOf(subject), operation, exampleArguments(operation), { headers });

      if (status < 300) {
        expect(await bodyOf(result, operation.items)).toEqual(example);
      } else {
        const error: unknown = await bodyOf(result, operation.items).catch((reason: unknown) => reason);
        if (!isApiError(error)) throw error;
        expect(error.status).toBe(status);
        expect(error.body).toEqual(example);
        expect(error.operation).toBe(operation.id);
        expect(error.outcome).toBe(status < 500 ? "rejected" : "unknown");
        const isRepeated = operation.isIdempotent ? REPEATED_STATUSES.includes(status) : status === 429;
        expect(error.attempts).toBe(isRepeated ? 1 + CONTRACT_RETRY.maxRetries : 1);
      }
      see("resource");
    });
  }
}

function requestTests<Client extends WireLevel, Credential extends Auth>(
  subject: OperationSubject<Client, Credential>,
  saw: Saw,
): void {
  const { operation } = subject;
  for (const [name, body] of operation.requests) {
    test(`accepts its example request ${name}, sent as it is at both levels`, async () => {
      const { exchanges, client } = watching(subject);

      await callOnWire(client, operation, { body });
      await bodyOf(callResource(client, operation, { ...exampleArguments(operation), body }, {}), operation.items);

      expect(exchanges.length).toBeGreaterThan(1);
      for (const { request, response } of exchanges.slice(0, 2)) {
        expect(response.status).toBe(200);
        expect(response.headers.get("sl-violations")).toBeNull();
        expect(JSON.parse(String(request.body))).toEqual(body);
      }
      saw("wire", `request ${name}`);
      saw("resource", `request ${name}`);
    });
  }
}

function urlTests<Client extends WireLevel, Credential extends Auth>(
  subject: OperationSubject<Client, Credential>,
): void {
  const { operation } = subject;
  const { id, method, fullPath, pathParameters } = operation;
  const values: Record<string, readonly string[]> = {
    "example values": pathParameters.map(({ example }) => example),
    ...(pathParameters.some(({ isFree }) => isFree) && {
      "odd characters": pathParameters.map(({ isFree, example }, index) => (isFree ? `${ODD_TEXT}${index}` : example)),
    }),
  };
  for (const [name, path] of Object.entries(values)) {
    test(`goes to its path with ${name}, the same from both levels`, async () => {
      const { exchanges, client } = watching(subject);
      const example = exampleArguments(operation);
      const byName = Object.fromEntries(pathParameters.map((parameter, index) => [parameter.name, path[index] ?? ""]));
      const all: Readonly<Record<string, string>> = { ...byName, project_id: PROJECT_ID };
      const filled = fullPath.replace(/\{([^{}]+)\}/g, (_, parameter) => encodeURIComponent(all[parameter] ?? ""));

      await callOnWire(client, operation, { path: byName });
      await bodyOf(callResource(client, operation, { ...example, path }, {}), operation.items);

      const [onWire, onResource] = exchanges.map(({ request }: Exchange) => request);
      const { pathname, searchParams } = new URL(onWire?.url ?? "");
      expect(`${onWire?.method} ${pathname}`).toBe(`${method} ${filled}`);
      expect(Object.fromEntries(searchParams)).toEqual(example.query);
      expect(onWire?.operation?.id).toBe(id);
      // The method of a list may add to the query, such as the size of a page.
      const { origin, pathname: samePath, searchParams: atLeast } = new URL(onResource?.url ?? "");
      expect(`${onResource?.method} ${origin}${samePath}`).toBe(`${onWire?.method} ${onWire?.url.replace(/\?.*/, "")}`);
      expect(Object.fromEntries(atLeast)).toMatchObject(example.query);
      expect(onResource?.operation).toBe(onWire?.operation);
      expect(exchanges.map(({ response }) => response.status)).not.toContain(400);
    });
  }
}

function credentialTests<Client extends WireLevel, Credential extends Auth>(
  subject: OperationSubject<Client, Credential>,
): void {
  const { operation, client, credential } = subject;
  for (const scheme of operation.security) {
    test(`accepts the credential of ${scheme}`, async () => {
      const { response } = await callOnWire(client(credential(scheme)), operation);

      expect(response.status).toBe(200);
    });
  }

  test("refuses a request without a credential", async () => {
    const nothing: Credential = {
      ...credential(operation.security[0]),
      authorize: (request, next) => next(request),
    };

    const { response } = await callOnWire(client(nothing), operation);

    expect(response.status).toBe(401);
  });
}

function refusalTests<Client extends WireLevel, Credential extends Auth>(
  subject: OperationSubject<Client, Credential>,
): void {
  const { operation } = subject;
  const { query, body } = exampleArguments(operation);
  const refusal = operation.responses.some(({ documented }) => documented === "400" || documented === "default")
    ? 400
    : 422;

  for (const name of operation.requiredQuery) {
    test(`refuses a request whose query lacks ${name}, and names it`, async () => {
      const { [name]: _, ...rest } = query;

      const { error, response } = await onWire(subject, { query: rest });

      expect(response.status).toBe(refusal);
      // Prism reports the names of query parameters in lower case.
      expect(JSON.stringify(error).toLowerCase()).toContain(name.toLowerCase());
    });
  }

  if (typeof body !== "object" || body === null) return;

  test("refuses an unknown field and names it", async () => {
    const { error, response } = await pastChecks(subject, { ...body, misspelt_field: 1 });

    expect(response.status).toBe(refusal);
    expect(JSON.stringify(error)).toContain("misspelt_field");
  });

  for (const name of operation.requiredFields.filter((field) => field in body)) {
    test(`refuses a request whose only fields lack ${name}, and names it`, async () => {
      const { [name]: _, ...rest } = body;

      const { error, response } = await pastChecks(subject, rest);

      expect(response.status).toBe(refusal);
      expect(JSON.stringify(error)).toMatch(new RegExp(`${name}|oneOf`));
    });
  }
}

function clientOf<Client extends WireLevel, Credential extends Auth>({
  client,
  credential,
  operation,
}: OperationSubject<Client, Credential>): Client {
  return client(credential(operation.security[0]));
}

function onWire<Client extends WireLevel, Credential extends Auth>(
  subject: OperationSubject<Client, Credential>,
  call: WireCall,
): Promise<WireResult> {
  return callOnWire(clientOf(subject), subject.operation, call);
}

/** Makes the call with another body than the client has checked, so that the mock gets to see it. */
function pastChecks<Client extends WireLevel, Credential extends Auth>(
  { client, credential, operation }: OperationSubject<Client, Credential>,
  body: unknown,
): Promise<WireResult> {
  const auth = credential(operation.security[0]);
  const swapping: Credential = {
    ...auth,
    authorize: (request, next) => auth.authorize({ ...request, body: JSON.stringify(body) }, next),
  };
  return callOnWire(client(swapping), operation);
}

function watching<Client extends WireLevel, Credential extends Auth>({
  client,
  credential,
  operation,
}: OperationSubject<Client, Credential>): { exchanges: readonly Exchange[]; client: Client } {
  const { exchanges, ...watching } = watched(credential(operation.security[0]));
  return { exchanges, client: client(watching.credential) };
}
