import { type BatchMessagesResource, withMetadata } from "./messages.ts";
import type { Resources } from "./resources.gen.ts";

/** The resources of the client: those of the description, with hand-written additions. */
export interface ExtendedResources extends Omit<Resources, "messages"> {
  /** Batches of messages. */
  readonly messages: BatchMessagesResource;
}

/** Adds to the generated resources what is written by hand. */
export function extend(resources: Resources): ExtendedResources {
  return { ...resources, messages: withMetadata(resources.messages) };
}
