import { createServer } from "node:http";
import { callbackHandler, isCallbackError, memoryNonceStore, toNodeHandler } from "@sinch-fetch/conversation/callbacks";
import type { GlobalOptions } from "../account/clients.ts";
import { callbackLine } from "../callbacks/callback-line.ts";
import { forwardTo } from "../callbacks/forward.ts";
import { listenersOf } from "../callbacks/listeners.ts";
import { CliError, usageError } from "../cli-error.ts";
import { plain, print, printJson, say } from "../output.ts";
import { onInterrupt } from "../run/interrupt.ts";
import { runIdOf } from "../run/ledger-file.ts";

/** The options of `callbacks listen`. */
export interface ListenOptions extends GlobalOptions {
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  readonly forward?: string | undefined;
  readonly ledger?: string | undefined;
  readonly secretEnv?: string | undefined;
  readonly unsigned?: boolean | undefined;
}

/**
 * Prints each callback that Sinch has signed, and hands it on, until Ctrl-C.
 *
 * @throws {CliError} The secret is missing, or the port cannot be had.
 */
export async function listen(options: ListenOptions): Promise<void> {
  const { port = 3000, host = "127.0.0.1" } = options;
  const secret = secretOf(options);
  const deliveries = options.ledger === undefined ? undefined : await deliveriesOf(options.ledger);
  const forward = options.forward === undefined ? undefined : forwardTo(options.forward);
  const handle = callbackHandler({
    secret,
    nonceStore: memoryNonceStore(),
    on: listenersOf(async (event) => {
      await forward?.send();
      if (event.trigger === "MESSAGE_DELIVERY") await deliveries?.onDelivery(event);
      if (options.json) printJson({ received: new Date().toISOString(), ...event });
      else print(callbackLine(event, new Date()));
    }),
    onError: (error) =>
      say(isCallbackError(error) ? `refused: ${error.message}` : `failed: ${plain(String(Object(error).message))}`),
  });
  const server = createServer(toNodeHandler(forward ? forward.wrap(handle) : handle));
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        new CliError(
          "failed",
          `port ${port} of ${host} is not available (${error.code}): choose another with --port`,
          error,
        ),
      );
    });
    server.listen(port, host, resolve);
  });
  const signed = secret === null ? "unsigned ones too: anybody can send those" : "signed with your secret";
  say(`Listening on http://${host}:${port} for callbacks ${signed}. Ctrl-C ends it.`);
  await new Promise<void>((resolve) => {
    const end = (): void => {
      server.close(() => resolve());
      server.closeAllConnections();
    };
    onInterrupt({ first: end, second: () => process.exit(0) });
  });
  await deliveries?.close();
}

/** Keeps what became of the messages of a run beside its ledger. */
async function deliveriesOf(path: string) {
  await runIdOf(path);
  const { deliveryReport, fileLedger } = await import("@sinch-fetch/bulk");
  return deliveryReport(fileLedger(path));
}

function secretOf({ secretEnv = "SINCH_WEBHOOK_SECRET", unsigned }: ListenOptions): string | null {
  const secret = process.env[secretEnv];
  if (secret && unsigned) throw usageError(`--unsigned is given, and ${secretEnv} has a secret: leave one of them out`);
  if (secret) return secret;
  if (unsigned) return null;
  throw new CliError(
    "credentials",
    `${secretEnv} is missing: set it to the webhook's secret, or add --unsigned if it has none`,
  );
}
