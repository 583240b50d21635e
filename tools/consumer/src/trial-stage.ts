import type { Exchange } from "@sinch-fetch/mock";
import { openAwkwardServer } from "./awkward-server.ts";
import { importInstalledMock } from "./installed-mock.ts";
import type { SignedRequest, TrialPlaces } from "./trial/places.ts";

/** Nobody listens there: the port is assigned to nothing, and too low for a program to get it at random. */
const CLOSED = "http://127.0.0.1:4";

/** All that a trial talks to. */
export type TrialStage = Awaited<ReturnType<typeof openTrialStage>>;

/** Opens the stage: the mock that is installed in a user's project, and servers that make trouble. */
export async function openTrialStage(project: string) {
  const { sendCallback, startMock } = await importInstalledMock(project);
  const exchanges: Exchange[] = [];
  const mock = await startMock({ stateful: false, onExchange: (exchange) => exchanges.push(exchange) });
  const awkward = await openAwkwardServer();
  const secret = "of-the-webhook";

  const signedWith = async (key: string): Promise<SignedRequest> => {
    const fetch = async () => new Response();
    const url = "https://example.com/callbacks";
    return (await sendCallback({ url, trigger: "MESSAGE_DELIVERY", secret: key, fetch })).request;
  };

  return {
    /** Returns what a trial is given: the same for all but the project, which identifies its requests. */
    placesFor: async (projectId: string): Promise<TrialPlaces> => ({
      projectId,
      tokenUrl: `${mock.auth}/oauth2/token`,
      conversation: mock.conversation,
      batch: mock.batch,
      closed: CLOSED,
      stalling: awkward.stalling,
      redirecting: awkward.redirecting,
      dropping: awkward.dropping,
      secret,
      genuine: await signedWith(secret),
      forged: await signedWith("of-somebody-else"),
    }),
    /** Returns what a project's trial has asked of the mock, such as `Batch_SendBatch 200`, with what was wrong with it. */
    askedOf: (projectId: string) =>
      exchanges
        .filter((exchange) => isOf(projectId, exchange.path))
        .map(({ operationId, status, violations }) =>
          [operationId, status, ...violations.map((violation) => violation.message)].join(" "),
        ),
    /** Returns for each send of a project that was dropped without a response: whether its connection was new or used. */
    droppedFrom: (projectId: string) =>
      awkward.drops.filter(({ path }) => isOf(projectId, path)).map(({ connection }) => connection),
    async close() {
      awkward.close();
      await mock.close();
    },
  };
}

const isOf = (projectId: string, path: string): boolean => path.startsWith(`/v1/projects/${projectId}/`);
