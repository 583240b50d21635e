import { readFile } from "node:fs/promises";
import type { Api } from "./description/apis.ts";

/** The name of a bundled description: that of an API, or of the control API of the mock itself. */
export type DescriptionName = Api | "mock";

/** A bundled description, as far as it is looked at without Prism. */
export interface DescriptionFile {
  /** Operations by path and method; what they share is beside them. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>;
  /** Callbacks by trigger. */
  readonly webhooks?: Readonly<Record<string, Webhook>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [member: string]: unknown;
}

/** What is sent to a receiver of callbacks. */
export interface Webhook {
  readonly post: { readonly requestBody: { readonly content: Readonly<Record<string, WebhookContent>> } };
}

interface WebhookContent {
  readonly schema: unknown;
  readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
}

/**
 * Reads the bundled description of an API.
 *
 * @throws {Error} The description is not in the package.
 */
export async function readDescription(api: DescriptionName): Promise<DescriptionFile> {
  const file = new URL(`../descriptions/${api}.gen.json`, import.meta.url);
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new Error(`the description of ${api} cannot be read from ${file.pathname}`, { cause });
  });
  return JSON.parse(text);
}
