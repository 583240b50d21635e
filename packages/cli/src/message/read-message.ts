import { isUtf8 } from "node:buffer";
import { readFile } from "node:fs/promises";
import type { AppMessage } from "@sinch-fetch/conversation";
import { CliError, usageError } from "../cli-error.ts";
import { doubledMember } from "../input/doubled-member.ts";
import { unreadable } from "../input/text-of-file.ts";

/** The options that say what is sent. */
export interface MessageOptions {
  readonly text?: string | undefined;
  readonly message?: string | undefined;
}

/** The kinds of content, of which a message has exactly one. */
const KINDS = [
  "text_message",
  "media_message",
  "card_message",
  "carousel_message",
  "choice_message",
  "list_message",
  "location_message",
  "contact_info_message",
  "template_message",
];

/** What a message can have beside its content. */
const BESIDES = [
  "agent",
  "channel_specific_message",
  "explicit_channel_message",
  "explicit_channel_omni_message",
  "reply_to",
];

/**
 * Makes the message of `--text`, or reads it from the file of `--message`.
 *
 * @throws {CliError} Neither or both are given, or the file is not a message; names the file and the line.
 */
export async function readMessage({ text, message }: MessageOptions): Promise<AppMessage> {
  if (text !== undefined && message !== undefined) throw usageError("--text and --message are both given: choose one");
  if (text !== undefined) {
    checkLetters("--text", text);
    return { text_message: { text } };
  }
  if (message === undefined) throw usageError("there is no message: add --text '…' or --message file.json");
  const bytes = await readFile(message).catch((error: unknown) => {
    throw unreadable(message, error);
  });
  if (!isUtf8(bytes)) throw usageError(`${message}: it is not UTF-8: save it as UTF-8`);
  const source = bytes.toString("utf8").replace(/^\uFEFF/, "");
  checkLetters(message, source);
  const value = parsed(message, source);
  checkMessage(message, value);
  return value as AppMessage;
}

/** What is not UTF-8 in an argument, or was not when a file was saved, has become U+FFFD. */
function checkLetters(name: string, text: string): void {
  if (text.includes("\ufffd")) throw usageError(`${name}: it has "\ufffd" where a letter was lost: write it as UTF-8`);
}

function parsed(name: string, source: string): unknown {
  try {
    const value: unknown = JSON.parse(source);
    const doubled = doubledMember(source);
    if (doubled === undefined) return value;
    throw usageError(`${name}: an object has ${JSON.stringify(doubled)} twice`);
  } catch (error) {
    if (error instanceof CliError) throw error;
    const position = /position (\d+)/.exec(String(Object(error).message))?.[1];
    const line = source.slice(0, position === undefined ? source.length : Number(position)).split("\n").length;
    throw usageError(`${name}:${line}: it is not JSON`);
  }
}

/** Checks what the compiler would say to a program: the client itself checks lengths and counts. */
function checkMessage(name: string, message: unknown): void {
  if (typeof message !== "object" || message === null || Array.isArray(message)) {
    throw usageError(`${name}: it is not a message, such as {"text_message":{"text":"Hello"}}`);
  }
  const unknown = Object.keys(message).find((key) => !KINDS.includes(key) && !BESIDES.includes(key));
  if (unknown !== undefined) {
    const hint = unknown === "message" ? ": give only what is inside it" : `, expected one of ${KINDS.join(", ")}`;
    throw usageError(`${name}: a message has no ${JSON.stringify(unknown)}${hint}`);
  }
  const kinds = KINDS.filter((kind) => kind in message);
  const isByChannel = "explicit_channel_omni_message" in message;
  if (kinds.length > 1) throw usageError(`${name}: it has ${kinds.join(" and ")}, and a message has one of them`);
  if (kinds.length === 0 && !isByChannel)
    throw usageError(`${name}: it has no content, expected one of ${KINDS.join(", ")}`);
  const [kind = "explicit_channel_omni_message"] = kinds;
  const content: unknown = Reflect.get(message, kind);
  if (typeof content !== "object" || content === null) throw usageError(`${name}: ${kind} is not an object`);
  if (kind === "text_message" && typeof Reflect.get(content, "text") !== "string") {
    throw usageError(`${name}: text_message.text is missing`);
  }
}
