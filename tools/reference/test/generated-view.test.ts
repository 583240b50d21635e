import { expect, test } from "vitest";
import { generatedView } from "../src/generated-view.ts";

const WIRE = `
export interface components {
  schemas: {
    /** @description One of two. */
    Recipient: {
      /** @description A stored contact. */
      contact_id: string;
      identified_by?: never;
    } | {
      contact_id?: never;
      identified_by: components["schemas"]["Identities"][];
    };
    Identities: {
      /**
       * Format: date-time
       * @description When.
       *
       *     - \`NOW\`: at once.
       * @default NOW
       */
      at?: string;
    };
    Named: WithRequired<components["schemas"]["Identities"], "at">;
  };
  parameters: { At: string };
}
export interface operations {
  Things_List: { parameters: { query?: { at?: components["parameters"]["At"]; of?: components["schemas"]["Named"] } } };
}
type WithRequired<T, K extends keyof T> = T & { [P in K]-?: T[P] };
`;

const view = (text: string): string => generatedView("schemas.gen.ts", text, WIRE).replaceAll(/\s+/g, " ").trim();

test("writes an object out as an interface, its comments for readers", () => {
  expect(view('/** Whom. */ export type Identities = components["schemas"]["Identities"];')).toContain(
    "/** Whom. */ export interface Identities { /** * When. * * - `NOW`: at once. * * Format: `date-time`. * * @defaultValue `NOW` */ at?: string; }",
  );
});

test("leaves out what an alternative forbids, and names other schemas", () => {
  expect(view('export type Recipient = components["schemas"]["Recipient"];')).toContain(
    'export type Recipient = { /** * A stored contact. */ contact_id: string; } | { identified_by: import("./schemas.gen.ts").Identities[]; };',
  );
});

test("keeps the helper types that others are made with", () => {
  expect(view('export type Named = components["schemas"]["Named"];')).toBe(
    'export type Named = WithRequired<import("./schemas.gen.ts").Identities, "at">; type WithRequired<T, K extends keyof T> = T & { [P in K]-?: T[P] };',
  );
});

test("writes the query of a method out in its place", () => {
  const text = 'interface A { list(query?: NonNullable<operations["Things_List"]["parameters"]["query"]>): void }';

  expect(view(text)).toContain(
    'interface A { list(query?: { at?: string; of?: import("./schemas.gen.ts").Named }): void }',
  );
});

test("refuses a file that points at nothing", () => {
  expect(() => view('export type Gone = components["schemas"]["Gone"];')).toThrow(
    "types.gen.ts has no components.schemas.Gone",
  );
});
