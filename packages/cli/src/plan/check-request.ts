import { bearer } from "@sinch-fetch/auth";
import { createBatchClient, type SendBatchRequest } from "@sinch-fetch/batch";
import { usageError } from "../cli-error.ts";

/**
 * Checks a request as the client would before it sends it. Nothing is sent.
 *
 * @throws {CliError} A field is missing, too long or malformed; names it.
 */
export async function checkRequest(request: SendBatchRequest): Promise<void> {
  const client = createBatchClient({
    projectId: "check",
    auth: bearer("check"),
    fetch: async () => Response.json({ batch_id: "check" }),
  });
  try {
    await client.messages.send(request);
  } catch (error) {
    const { message } = Object(error);
    throw usageError(`the message cannot be sent: ${String(message).replace(/^[\w.]+: /, "")}`, error);
  }
}
