import { isNode } from "@sinch-fetch/description";
import { type Auth, isApiError } from "@sinch-fetch/http";
import { expect, test } from "vitest";
import type { DescribedResponse } from "./described.ts";
import {
  CONTRACT_RETRY,
  callOnWire,
  callResource,
  exampleCall,
  type OperationSubject,
  PROJECT_ID,
  type WireResult,
} from "./operation-calls.ts";
import { watched } from "./watched.ts";

/** Called with what a test saw: `200`, `200 rich` or `request rich`, and at which level. */
export type Saw = (level: "wire" | "resource", what: string) => void;

/** Statuses after which an idempotent operation is repeated; any other operation is only after 429. */
const REPEATED_STATUSES = [408, 429, 500, 502, 503, 504];

/** Characters that end or change a path, a segment or a query unless they are encoded. */
const ODD_TEXT = "a/b:c?d#e %2F+é";

/**
 * Tests one operation: its documented responses, its example requests, its credentials and what the mock refuses.
 *
 * @param credentialOf Returns the credential for a security scheme of the description.
 */
export function operationTests(
  { operation, client }: Omit<OperationSubject, "credential">,
  credentialOf: (scheme: string | undefined) => Auth,
  saw: Saw,
): void {
  const subject = { operation, client, credential: credentialOf(operation.security[0]) };
  for (const response of operation.responses) responseTests(subject, response, saw);
  requestTests(subject, saw);
  urlTests(subject);
  credentialTests(subject, credentialOf);
  refusalTests(subject);
}

function responseTests(subject: OperationSubject, { documented, status, examples }: DescribedResponse, saw: Saw): void {
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
      const { data, error, response } = await callOnWire(subject, { headers });

      expect(response.status).toBe(status);
      expect(response.headers.get("sl-violations")).toBeNull();
      expect(response.ok ? data : error || undefined).toEqual(example);
      see("wire");
    });

    test(`returns ${documented} at the resource level with ${what}`, async () => {
      const result = callResource(subject, { headers });

      if (status < 300) {
        expect(await result).toEqual(example);
      } else {
        const error: unknown = await result.catch((reason: unknown) => reason);
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

function requestTests(subject: OperationSubject, saw: Saw): void {
  for (const [name, body] of subject.operation.requests) {
    test(`accepts its example request ${name}, sent as it is at both levels`, async () => {
      const { exchanges, credential } = watched(subject.credential);

      await callOnWire({ ...subject, credential }, { body });
      await callResource({ ...subject, credential }, { body });

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

function urlTests(subject: OperationSubject): void {
  const { id, method, fullPath, pathParameters, query } = subject.operation;
  const paths: Record<string, readonly string[]> = {
    "example values": pathParameters.map(({ example }) => example),
    ...(pathParameters.some(({ isFree }) => isFree) && {
      "odd characters": pathParameters.map(({ isFree, example }, index) => (isFree ? `${ODD_TEXT}${index}` : example)),
    }),
  };
  for (const [name, path] of Object.entries(paths)) {
    test(`goes to its path with ${name}, the same from both levels`, async () => {
      const { exchanges, credential } = watched(subject.credential);
      const values = new Map(pathParameters.map((parameter, index) => [parameter.name, path[index] ?? ""]));
      values.set("project_id", PROJECT_ID);
      const filled = fullPath.replace(/\{([^{}]+)\}/g, (_, parameter) =>
        encodeURIComponent(values.get(parameter) ?? ""),
      );

      await callOnWire({ ...subject, credential }, { path });
      await callResource({ ...subject, credential }, { path });

      const [onWire, onResource] = exchanges.map(({ request }) => request);
      const { pathname, searchParams } = new URL(onWire?.url ?? "");
      expect(`${onWire?.method} ${pathname}`).toBe(`${method} ${filled}`);
      expect(Object.fromEntries(searchParams)).toEqual(query);
      expect(onWire?.operation?.id).toBe(id);
      // The method of a list may add to the query, such as the size of a page.
      const { origin, pathname: samePath, searchParams: atLeast } = new URL(onResource?.url ?? "");
      expect(`${onResource?.method} ${origin}${samePath}`).toBe(`${onWire?.method} ${onWire?.url.replace(/\?.*/, "")}`);
      expect(Object.fromEntries(atLeast)).toMatchObject(query);
      expect(onResource?.operation).toBe(onWire?.operation);
      expect(exchanges.map(({ response }) => response.status)).not.toContain(400);
    });
  }
}

function credentialTests(subject: OperationSubject, credentialOf: (scheme: string) => Auth): void {
  for (const scheme of subject.operation.security) {
    test(`accepts the credential of ${scheme}`, async () => {
      const { response } = await callOnWire({ ...subject, credential: credentialOf(scheme) });

      expect(response.status).toBe(200);
    });
  }

  test("refuses a request without a credential", async () => {
    const credential: Auth = { ...subject.credential, authorize: (request, next) => next(request) };

    const { response } = await callOnWire({ ...subject, credential });

    expect(response.status).toBe(401);
  });
}

function refusalTests(subject: OperationSubject): void {
  const { operation } = subject;
  const { query, body } = exampleCall(operation);
  const refusal = operation.responses.some(({ documented }) => documented === "400" || documented === "default")
    ? 400
    : 422;

  for (const name of operation.requiredQuery) {
    test(`refuses a request whose query lacks ${name}, and names it`, async () => {
      const { [name]: _, ...rest } = query;

      const { error, response } = await callOnWire(subject, { query: rest });

      expect(response.status).toBe(refusal);
      // Prism reports the names of query parameters in lower case.
      expect(JSON.stringify(error).toLowerCase()).toContain(name.toLowerCase());
    });
  }

  if (!isNode(body)) return;

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

/** Makes the call with another body than the client has checked, so that the mock gets to see it. */
function pastChecks(subject: OperationSubject, body: unknown): Promise<WireResult> {
  const { credential: auth } = subject;
  const credential: Auth = {
    ...auth,
    authorize: (request, next) => auth.authorize({ ...request, body: JSON.stringify(body) }, next),
  };
  return callOnWire({ ...subject, credential });
}
