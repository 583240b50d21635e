import { compareTexts } from "@sinch-fetch/description";

/** What the vendor's description has and ours has not, the reverse, or what both have and say differently. */
export type Kind = "missing-here" | "extra-here" | "different";

/** Something in which two descriptions differ. */
export interface Difference {
  /** Such as `POST /messages:send` or `callback MESSAGE_DELIVERY`; absent for what belongs to no operation. */
  readonly operation?: string;
  /** Where it is, in the operation or in the description. */
  readonly path: string;
  readonly kind: Kind;
  readonly text: string;
}

/** A difference on one line, as it is printed and accepted. */
export function lineOf({ operation, path, text }: Difference): string {
  return [operation, path, text].filter((part) => part !== undefined).join(" · ");
}

/** Each difference once; what belongs to no operation first, then the operations by path, then the callbacks. */
export function inOrder(differences: readonly Difference[]): Difference[] {
  const byLine = new Map(differences.map((difference) => [lineOf(difference), difference]));
  return [...byLine.values()].sort(
    (a, b) => compareTexts(rankOf(a), rankOf(b)) || compareTexts(a.path, b.path) || compareTexts(a.text, b.text),
  );
}

function rankOf({ operation }: Difference): string {
  if (operation === undefined) return "0";
  const [method = "", ...path] = operation.split(" ");
  return method === "callback" ? `2 ${path.join(" ")}` : `1 ${path.join(" ")} ${method}`;
}
