import { setTimeout as sleep } from "node:timers/promises";
import type { Api } from "../description/apis.ts";
import type { Operation } from "../description/operation.ts";
import { type Answer, problemAnswer } from "../exchange/answer.ts";
import type { Address } from "../world/channels.ts";
import type { Fault } from "../world/faults.ts";
import { isObject } from "../world/json.ts";
import { HANDLERS } from "../world/operations.ts";
import { problemBody, WorldProblem } from "../world/problem.ts";
import type { Records } from "../world/records.ts";
import type { World } from "../world/world.ts";
import type { Allowed, Asked, Hooks } from "./hooks.ts";
import type { WorldChecks } from "./world-checks.ts";

/** A world, and the list of the requests that it got. */
export interface Stateful {
  readonly world: World;
  readonly records: Records;
  /** Holds what the world says to the descriptions. */
  readonly checks: WorldChecks | undefined;
}

/** The response that nobody gets. */
const CUT: Answer = { status: 0, headers: {}, body: undefined, violations: [] };

/** Makes a world respond in place of the examples of an API, its faults before and after. */
export function worldHooks(api: Api, { world, records, checks }: Stateful): Hooks {
  return {
    obey(allowed) {
      const answer = worldAnswer(world, api, allowed);
      const wrong = answer && checks?.response(allowed.operation, answer);
      return wrong === undefined ? answer : problemAnswer(500, `the response violates the description: ${wrong}`);
    },
    async around(request, operation, path, run) {
      const { method, query } = request;
      const record = records.begin(
        api,
        method,
        query === "" ? request.path : `${request.path}?${query}`,
        world.nowMs(),
      );
      const fault = requestFault(world, operation, path, request.body);
      const interruption = await interrupt(fault, api);
      const asked: Asked =
        interruption === undefined
          ? await run(record.id)
          : { operationId: operation.iid, answer: "answer" in interruption ? interruption.answer : CUT };
      const isCut = fault?.kind === "lost-before" || fault?.kind === "lost-after";
      const { body, ...reply } = asked;
      const { status, body: response } = reply.answer;
      record.end({
        operationId: operation.iid,
        status: isCut ? 0 : status,
        fault: fault?.kind,
        bodyLength: request.body.length,
        body,
        response: isCut ? undefined : response,
      });
      return isCut ? { ...reply, answer: { ...reply.answer, status: 0 }, isCut } : reply;
    },
  };
}

/** Lets the world obey a request; `undefined` for an operation that it does not know. */
function worldAnswer(world: World, api: Api, { operation, path, query, body, requestId }: Allowed): Answer | undefined {
  const handler = HANDLERS.get(operation.iid ?? "");
  if (handler === undefined) return undefined;
  const values = pathValues(operation.path, path);
  try {
    const call = {
      projectId: values.project_id ?? "",
      path: values,
      query: new URLSearchParams(query),
      body,
      requestId,
    };
    const result = handler(world, call);
    const headers: Record<string, string> = result === undefined ? {} : { "content-type": "application/json" };
    return { status: 200, headers, body: result, violations: [] };
  } catch (error) {
    if (!(error instanceof WorldProblem)) throw error;
    return problemAnswerOf(api, error.status, error.message, error.field);
  }
}

/** A failure in the form that an API gives its failures. */
function problemAnswerOf(api: Api, status: number, message: string, field?: string): Answer {
  const headers = {
    "content-type": "application/json",
    ...(status === 401 && {
      "www-authenticate": `Bearer error="invalid_token", error_description="${plain(message)}"`,
    }),
  };
  return { status, headers, body: problemBody(api, status, message, field), violations: [] };
}

/** What a fault does to a request before anything else is done. */
type Interruption = { readonly cut: true } | { readonly answer: Answer } | undefined;

/** Meets a fault before a request is looked at. */
async function interrupt(fault: Fault | undefined, api: Api): Promise<Interruption> {
  switch (fault?.kind) {
    case "lost-before":
      return { cut: true };
    case "delay":
      await sleep(fault.delayMs ?? 1000);
      return undefined;
    case "status": {
      const { status = 503, retryAfterS, reason } = fault;
      const answer = problemAnswerOf(api, status, reason ?? FAULT_TEXTS[status] ?? "a fault asked for this");
      const headers = { ...answer.headers, ...(retryAfterS !== undefined && { "retry-after": String(retryAfterS) }) };
      return { answer: { ...answer, headers } };
    }
    default:
      return undefined;
  }
}

const FAULT_TEXTS: Readonly<Record<number, string>> = {
  401: "the token has expired",
  403: "the project is not permitted",
  429: "too many requests",
  500: "internal error",
  503: "the service is not available",
};

/** The fault that a request meets, if any. */
function requestFault({ faults }: World, operation: Operation, path: string, body: Uint8Array): Fault | undefined {
  if (!faults.has("lost-before", "lost-after", "status", "delay")) return undefined;
  const projectId = pathValues(operation.path, path).project_id;
  const one = { operation: operation.iid, projectId, addresses: addressesIn(body) };
  return faults.meet(one, "lost-before", "lost-after", "status", "delay");
}

/** The values in a path, by name. */
export function pathValues(template: string, path: string): Readonly<Record<string, string>> {
  const names = [...template.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name ?? "");
  const escaped = template.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[^}]*\}/g, "([^/]+?)");
  const values = new RegExp(`^${escaped}$`).exec(path)?.slice(1) ?? [];
  return Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(values[at] ?? "")]));
}

/** All addresses that the body of a request names, wherever they stand in it. */
function addressesIn(body: Uint8Array): readonly Address[] {
  const found: Address[] = [];
  try {
    JSON.parse(new TextDecoder().decode(body), (_name, value: unknown) => {
      if (isObject(value) && typeof value.channel === "string" && typeof value.identity === "string") {
        found.push({ channel: value.channel, identity: value.identity });
      }
      return value;
    });
  } catch {
    // What is no JSON names nobody.
  }
  return found;
}

function plain(text: string): string {
  return text.replace(/[^ !#-[\]-~]/g, "?");
}
