/** What an account is made of, and the environment variable of each. */
export const VARIABLES = {
  projectId: "SINCH_PROJECT_ID",
  keyId: "SINCH_KEY_ID",
  keySecret: "SINCH_KEY_SECRET",
  region: "SINCH_REGION",
  appId: "SINCH_APP_ID",
  conversationUrl: "SINCH_CONVERSATION_URL",
  batchUrl: "SINCH_BATCH_URL",
  templatesUrl: "SINCH_TEMPLATES_URL",
  tokenUrl: "SINCH_TOKEN_URL",
} as const;

/** The name of a part of an account. */
export type Field = keyof typeof VARIABLES;

/** All parts of an account, in the order in which they are shown. */
export const FIELDS: readonly Field[] = Object.keys(VARIABLES).filter(isField);

/** Parts of an account, each a text. */
export type Values = Partial<Record<Field, string>>;

/** Whether a text is the name of a part of an account. */
export function isField(name: string): name is Field {
  return Object.hasOwn(VARIABLES, name);
}

/** Reads the parts of an account that the environment has. An empty variable counts as not set. */
export function valuesOfEnvironment(environment: Readonly<Record<string, string | undefined>>): Values {
  const values: Values = {};
  for (const field of FIELDS) {
    const value = environment[VARIABLES[field]];
    if (value) values[field] = value;
  }
  return values;
}
