import { describedOperations } from "../description/described-operations.ts";
import type { Answer } from "../exchange/answer.ts";
import { problemAnswer } from "../exchange/answer.ts";
import type { ApiRequest } from "../prism/prism-input.ts";
import type { Allowed } from "../serve/hooks.ts";
import { createResponder, type Responder } from "../serve/responder.ts";
import { pathValues } from "../serve/world-responder.ts";
import { WorldProblem } from "../world/problem.ts";
import { controlHandlers, NO_CONTENT } from "./control-handlers.ts";
import type { InboxStage } from "./stage.ts";

/** Makes what responds to requests to the control API: Prism checks them, as it does those to the other APIs. */
export function createControl(stage: InboxStage): (request: ApiRequest) => Promise<Answer> {
  const handlers = controlHandlers(stage);
  let responder: Promise<Responder> | undefined;

  async function obey({ operation, path, query, body }: Allowed): Promise<Answer | undefined> {
    const handler = handlers[operation.iid ?? ""];
    if (handler === undefined) return undefined;
    try {
      return answerOf(
        await handler({ path: pathValues(operation.path, path), query: new URLSearchParams(query), body }),
      );
    } catch (error) {
      if (error instanceof WorldProblem) return problemAnswer(error.status, error.message);
      throw error;
    }
  }

  return async (request) => {
    // A test that never asks does not wait for the description.
    responder ??= describedOperations("mock").then((operations) => createResponder("mock", operations, { obey }));
    return (await (await responder)(request)).answer;
  };
}

function answerOf(result: unknown): Answer {
  if (result === NO_CONTENT) return { status: 204, headers: {}, body: undefined, violations: [] };
  return { status: 200, headers: { "content-type": "application/json" }, body: result, violations: [] };
}
