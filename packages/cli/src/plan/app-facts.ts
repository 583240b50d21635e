import { isApiError } from "@sinch-fetch/http";
import { appOf } from "../account/app-of.ts";
import type { Session } from "../account/clients.ts";
import { CliError } from "../cli-error.ts";

/** What a plan needs to know of the app. */
export interface AppFacts {
  /** How many messages a second it hands to the channels. */
  readonly messagesPerSecond: number;
  /** Where the rate comes from, for people. */
  readonly source: string;
}

/** What the vendor gives an app unless otherwise agreed. */
const USUAL_RATE = 25;

/** The rate that is taken for granted when nobody can be asked. */
export const USUAL_FACTS: AppFacts = {
  messagesPerSecond: USUAL_RATE,
  source: "the usual rate of an app; yours was not asked",
};

/**
 * Asks for the rate of the app.
 *
 * @throws {CliError} The app is not in this project and region.
 */
export async function appFacts(session: Session, appId: string): Promise<AppFacts> {
  try {
    const rate = (await appOf(session, appId))?.rate_limits?.outbound;
    if (rate) return { messagesPerSecond: rate, source: "the rate of the app" };
    return { messagesPerSecond: USUAL_RATE, source: "the usual rate of an app" };
  } catch (error) {
    if (!isApiError(error) || error.status !== 404) throw error;
    const { region } = session.account;
    throw new CliError(
      "usage",
      `there is no app ${appId} in this project and the region ${region}: check --app and --region`,
      error,
    );
  }
}
