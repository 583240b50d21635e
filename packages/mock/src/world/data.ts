import type { Address } from "./channels.ts";
import type { JsonObject } from "./json.ts";

/** How far a message is. */
export type Status =
  | "QUEUED"
  | "QUEUED_ON_CHANNEL"
  | "DELIVERED"
  | "READ"
  | "FAILED"
  | "SWITCHING_CHANNEL"
  | "RECEIVED";

/** Whether contacts and conversations are kept. */
export type Mode = "CONVERSATION" | "DISPATCH";

/** Why a delivery failed. */
export interface Reason {
  readonly code: string;
  readonly description?: string;
}

/** An app. `fields` is what the API returns of it. */
export interface App {
  readonly id: string;
  readonly projectId: string;
  fields: JsonObject;
  /** Messages that wait to be handed to a channel. */
  waiting: number;
  /** When the next message may leave, if the app has a pace. */
  nextLeaveMs: number;
}

/** A contact. */
export interface Contact {
  readonly id: string;
  readonly projectId: string;
  /** Made by traffic, and nobody has touched it: it goes with its last message. */
  isPassing: boolean;
  fields: ContactFields;
}

/** What the API returns of a contact, apart from its id. */
export interface ContactFields {
  readonly channel_identities: readonly ContactAddress[];
  readonly channel_priority: readonly string[];
  readonly display_name: string;
  readonly email: string;
  readonly external_id: string;
  readonly metadata: string;
  readonly language: string;
}

/** An address of a contact. */
export interface ContactAddress extends Address {
  readonly app_id: string;
}

/** A conversation of an app and a contact. */
export interface Conversation {
  readonly id: string;
  readonly projectId: string;
  appId: string;
  contactId: string;
  active: boolean;
  activeChannel: string | undefined;
  /** 0 for none yet. */
  lastMessageMs: number;
  lastMessageId: string | undefined;
  metadata: string;
  metadataJson: JsonObject;
  correlationId: string;
}

/** One state that a message went through. */
export interface Step {
  readonly status: Status;
  readonly atMs: number;
  readonly channel: string;
  readonly reason?: Reason | undefined;
}

/** A message, sent or received. */
export interface Message {
  readonly id: string;
  readonly projectId: string;
  readonly appId: string;
  /** Whom it went to or came from, see `people.ts`. */
  readonly personId: string;
  readonly direction: "TO_APP" | "TO_CONTACT";
  readonly mode: Mode;
  contactId: string;
  conversationId: string;
  /** The addresses to try, in order, and which of them is being tried. */
  readonly addresses: readonly Address[];
  at: number;
  readonly acceptMs: number;
  /** When it may no longer be delivered. */
  readonly expiresMs?: number | undefined;
  metadata: string;
  readonly correlationId?: string | undefined;
  readonly senderId?: string | undefined;
  readonly batchId?: string | undefined;
  readonly callbackUrl?: string | undefined;
  readonly contentType?: string | undefined;
  readonly requestId?: string | undefined;
  readonly injected?: boolean | undefined;
  readonly content: MessageContent;
  readonly steps: Step[];
  /** Which plan of its future counts: setting its state by hand makes those before it void. */
  plan: number;
  /** Whether it still waits to be handed to a channel for the first time. */
  isWaiting: boolean;
}

/** What a message says. */
export type MessageContent = { readonly app_message: JsonObject } | { readonly contact_message: JsonObject };

/** An event that an app sent, or that was injected. */
export interface WorldEventRecord {
  readonly id: string;
  readonly projectId: string;
  readonly appId: string;
  readonly mode: Mode;
  readonly contactId: string;
  readonly conversationId: string;
  readonly address: Address;
  readonly acceptMs: number;
  readonly event: JsonObject;
  readonly metadata: string;
  readonly callbackUrl?: string | undefined;
  /** The states that are still to be reported. */
  readonly toCome: string[];
}

/** A batch. */
export interface Batch {
  readonly id: string;
  readonly projectId: string;
  readonly appId: string;
  status: "READY" | "SCHEDULED" | "PROCESSED" | "CANCELLED";
  readonly acceptMs: number;
  readonly sendAfterMs: number;
  readonly isScheduled: boolean;
  readonly recipients: number;
  readonly metadata: JsonObject;
  readonly message: JsonObject;
  readonly requestId?: string | undefined;
  /** The request, until its messages are made. */
  body: unknown;
  /** How many of its messages are made. */
  made: number;
  /** Messages by state. */
  readonly counts: Partial<Record<Status, number>>;
}

/** A webhook. `fields` is what the API returns of it, apart from its id. */
export interface Webhook {
  readonly id: string;
  readonly projectId: string;
  fields: JsonObject & { readonly app_id: string; readonly target: string };
}

/** A callback to one receiver. */
export interface Callback {
  readonly id: string;
  readonly projectId: string;
  readonly appId: string;
  readonly trigger: string;
  readonly atMs: number;
  readonly url: string;
  /** The webhook that it goes to: its id, or the position of one that was given at the start. */
  readonly webhook: string | undefined;
  readonly subject: string;
  readonly isSigned: boolean;
  readonly messageId?: string | undefined;
  readonly batchId?: string | undefined;
  readonly body: JsonObject;
  state: "PENDING" | "TAKEN" | "GIVEN_UP";
  nextAttemptMs?: number | undefined;
  readonly attempts: Attempt[];
}

/** One attempt at posting a callback. */
export interface Attempt {
  readonly atMs: number;
  readonly status?: number;
  readonly body?: string;
  readonly error?: string;
  readonly durationMs: number;
}

/** A change of the lists of those who opted out. */
export interface ConsentRecord {
  readonly projectId: string;
  readonly appId: string;
  readonly identity: string;
  readonly list: string;
  readonly operation: "OPERATION_INSERT" | "OPERATION_UPDATE" | "OPERATION_DELETE";
  readonly origin: "ORIGIN_API" | "ORIGIN_MO";
  readonly atMs: number;
}

/** A template. `fields` is what the API returns, its translations without their copies. */
export interface Template {
  readonly id: string;
  readonly projectId: string;
  fields: JsonObject & { readonly version: number };
}

/** What whole projects set. */
export interface ProjectSettings {
  readonly projectId: string;
  fields: JsonObject;
}

/** A capability lookup that runs. */
export interface Lookup {
  readonly id: string;
  readonly projectId: string;
  readonly appId: string;
  readonly contactId: string;
  readonly addresses: readonly Address[];
}
