import { oauth2 } from "@sinch-fetch/auth";
import { createBatchClient } from "@sinch-fetch/batch";
import { sendBulk } from "@sinch-fetch/bulk";
import { createConversationClient, isApiError } from "@sinch-fetch/conversation";
import { endCalls } from "./call-ends.ts";
import { judgeCallbacks } from "./callback-verdicts.ts";
import type { TrialPlaces } from "./places.ts";
import { rejectionOf } from "./rejection.ts";
import { toMany, toOne } from "./requests.ts";

/** What came of the trial. */
export type TrialFindings = Awaited<ReturnType<typeof trial>>;

/** Does what a user does with the packages, by nothing but what every runtime has. */
export async function trial(places: TrialPlaces) {
  const { projectId } = places;
  const auth = oauth2({ keyId: "any", keySecret: "thing", tokenUrl: places.tokenUrl });
  const conversation = createConversationClient({ projectId, auth, baseUrl: places.conversation });
  const batch = createBatchClient({ projectId, auth, baseUrl: places.batch });

  const { message_id: messageId } = await conversation.messages.send(toOne);
  const { batch_id: batchId } = await batch.messages.send(toMany);
  let contacts = 0;
  for await (const _ of conversation.contacts.list()) contacts++;

  // With a middleware, a Request of the platform is made of the call, and taken apart again.
  let path: string | undefined;
  batch.use({
    onRequest({ schemaPath }) {
      path = schemaPath;
    },
  });
  const { data } = await batch.GET("/messages/{batch_id}", { params: { path: { batch_id: "of-the-trial" } } });

  const { recipient_and_params: recipients, ...request } = toMany;
  const { accepted, batches } = await sendBulk(batch, [...recipients, ...recipients], { ...request, chunkSize: 1 });

  const error = await rejectionOf(() => conversation.messages.send(toOne, { headers: { Prefer: "code=403" } }));
  const refusal = isApiError(error)
    ? { status: error.status, statusName: error.statusName, outcome: error.outcome }
    : undefined;

  return {
    messageId,
    batchId,
    contacts,
    // What the middleware saw, and what the call brought.
    wire: { path, status: data?.status },
    bulk: { accepted, batches },
    refusal,
    callbacks: await judgeCallbacks(places),
    ends: await endCalls(places, auth),
  };
}
