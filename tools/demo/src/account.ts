/** An account to send with, from the environment. */
export interface Account {
  readonly projectId: string;
  readonly keyId: string;
  readonly keySecret: string;
  readonly appId: string;
  readonly region: "us" | "eu" | "br";
}

/** The environment variables of an account, and what each is. */
export const VARIABLES = {
  SINCH_PROJECT_ID: "the id of your project",
  SINCH_KEY_ID: "the id of an access key of the project",
  SINCH_KEY_SECRET: "the secret of that access key",
  SINCH_APP_ID: "the id of a Conversation app of the project",
  SINCH_REGION: "the region that the app was created in: us, eu or br",
} as const;

/**
 * Reads an account from environment variables.
 *
 * @throws {Error} Variables are missing or the region is none; names them.
 */
export function readAccount(environment: Readonly<Record<string, string | undefined>>): Account {
  const missing = Object.entries(VARIABLES).filter(([name]) => !environment[name]);
  if (missing.length > 0) {
    const lines = missing.map(([name, meaning]) => `  ${name}  ${meaning}`);
    throw new Error(`demo --live needs an account, and these environment variables are missing:\n${lines.join("\n")}`);
  }
  const {
    SINCH_PROJECT_ID: projectId = "",
    SINCH_KEY_ID: keyId = "",
    SINCH_KEY_SECRET: keySecret = "",
    SINCH_APP_ID: appId = "",
    SINCH_REGION: region,
  } = environment;
  if (region !== "us" && region !== "eu" && region !== "br") {
    throw new Error(`SINCH_REGION is ${JSON.stringify(region)}, expected us, eu or br`);
  }
  return { projectId, keyId, keySecret, appId, region };
}
