import type { DescribedOperation } from "../description/described-operations.ts";
import type { DescriptionName } from "../description-file.ts";
import { type Answer, problemAnswer } from "../exchange/answer.ts";
import { isAccept } from "../exchange/media-type.ts";
import { checkPreference, PreferError, parsePrefer } from "../exchange/prefer.ts";
import type { ApiRequest } from "../prism/prism-input.ts";
import type { Ask } from "./ask.ts";
import type { Hooks, Reply } from "./hooks.ts";
import { createRouter, type Match } from "./router.ts";
import type { Services } from "./services.ts";

/** Responds to the requests to one API. */
export type Responder = (request: ApiRequest) => Promise<Reply>;

/**
 * Makes the responder of an API: our router, then Prism, then, for a request that is allowed, what responds in place of
 * the examples. Prism is loaded for the first request to an operation, so that the mock can listen before.
 *
 * @param hooks What responds in place of the examples. @default nothing
 * @param services What else is served, for a path that is not of this API. @default nothing
 */
export function createResponder(
  api: DescriptionName,
  operations: readonly DescribedOperation[],
  hooks?: Hooks,
  services?: Services,
): Responder {
  const route = createRouter(operations);
  services?.add(api, route);
  let loading: Promise<Ask> | undefined;

  return async (request) => {
    const { method, path, headers } = request;
    const match = route(method, path);
    if (match.found !== "operation") return { answer: lost(api, request, match, services) };
    const { operationId } = match.operation;
    if (headers.accept !== undefined && !isAccept(headers.accept)) {
      return { operationId, answer: problemAnswer(406, "the Accept header is not a list of media types") };
    }
    loading ??= import("./ask.ts").then(({ createAsk }) => createAsk(api, hooks));
    const [ask, operation] = await Promise.all([loading, match.operation.read()]);
    try {
      const preference = parsePrefer(headers.prefer?.toString() ?? "");
      checkPreference(preference, operation);
      const run = (requestId: string) => ask(request, operation, match.path, preference, requestId);
      return await (hooks?.around?.(request, operation, match.path, run) ?? run(""));
    } catch (error) {
      if (!(error instanceof PreferError)) throw error;
      const violation = { path: "header.prefer", code: "prefer", message: error.message };
      return { operationId, answer: problemAnswer(400, `Prefer: ${error.message}`, [violation]) };
    }
  };
}

function lost(
  api: DescriptionName,
  { method, path }: ApiRequest,
  match: Exclude<Match, { found: "operation" }>,
  services?: Services,
): Answer {
  if (match.found === "path") {
    const methods = match.methods.join(", ");
    return problemAnswer(405, `${method} ${path}: this path takes ${methods}`, [], { allow: methods });
  }
  const other = services?.elsewhere(api, method, path);
  const near = match.hint === undefined ? "" : `; did you mean ${match.hint}?`;
  const hint = other === undefined ? near : `; ${other}`;
  return problemAnswer(404, `${method} ${path} is not in the description of the ${api} API${hint}`);
}
