import { documents, type Operation } from "../description/operation.ts";
import { readDescription } from "../description-file.ts";
import type { Answer } from "../exchange/answer.ts";
import { violationText } from "../exchange/violation.ts";
import { getHttpOperationsFromSpec, type IPrismDiagnostic, validateInput, validateOutput } from "../prism/prism.ts";
import { violationsOf } from "../prism/prism-violations.ts";

/** Holds what a world says to the descriptions. */
export interface WorldChecks {
  /** What is wrong with a response, in words. */
  response(operation: Operation, answer: Answer): string | undefined;
  /** What is wrong with a callback, in words. */
  callback(trigger: string, body: unknown): string | undefined;
}

let making: Promise<WorldChecks> | undefined;

/** Makes the checks, once in a process: the description of callbacks takes a moment to read. */
export function worldChecks(): Promise<WorldChecks> {
  making ??= createWorldChecks();
  return making;
}

async function createWorldChecks(): Promise<WorldChecks> {
  const { webhooks = {}, ...description } = await readDescription("conversation");
  const paths = Object.fromEntries(Object.entries(webhooks).map(([trigger, item]) => [`/${trigger}`, item]));
  const callbacks = new Map(
    (await getHttpOperationsFromSpec({ ...description, paths })).map((operation) => [operation.path, operation]),
  );
  return {
    response(operation, { status, headers, body }) {
      if (!documents(operation, String(status), "default")) return undefined;
      const result = validateOutput({
        resource: operation,
        element: { statusCode: status, headers: { ...headers }, body },
      });
      return result._tag === "Left" ? textOf(result.left, body) : undefined;
    },
    callback(trigger, body) {
      const resource = callbacks.get(`/${trigger}`);
      if (resource === undefined) return `there is no callback ${trigger}`;
      const headers = { "content-type": "application/json", "content-length": "1" };
      const element = { method: "post", url: { path: `/${trigger}` }, headers, body } as const;
      const result = validateInput({ resource, element });
      return result._tag === "Left" ? textOf(result.left, body) : undefined;
    },
  };
}

function textOf(findings: readonly IPrismDiagnostic[], body: unknown): string | undefined {
  const violations = violationsOf(findings, body);
  return violations.length > 0 ? violations.map(violationText).join("; ") : undefined;
}
