import { type GlobalOptions, sessionOf } from "../account/clients.ts";
import { VARIABLES, type Values, valuesOfEnvironment } from "../account/fields.ts";
import { need } from "../account/need.ts";
import { profilePath, writeProfile } from "../account/profile-file.ts";
import { REGIONS } from "../account/regions.ts";
import { ask, canAsk } from "../ask.ts";
import { CliError, usageError } from "../cli-error.ts";
import { say } from "../output.ts";

/** The options of `login`. */
export interface LoginOptions extends GlobalOptions {
  readonly fromEnv?: boolean | undefined;
  readonly check?: boolean | undefined;
}

/**
 * Keeps an account as a profile. It asks for it, or takes it from the environment, and tries the key before.
 *
 * @throws {CliError} There is nobody to ask, the key is refused, or the file cannot be written.
 */
export async function login(options: LoginOptions): Promise<void> {
  const name = options.profile ?? "default";
  if (!/^[\w.-]+$/.test(name) || name === "__proto__") {
    throw usageError(
      `--profile ${JSON.stringify(name)} is wrong: expected letters, digits, dots, hyphens and underscores`,
    );
  }
  const values = options.fromEnv ? valuesOfEnvironment(process.env) : await askForValues(options);
  const region = REGIONS.find((one) => one === (values.region ?? "us"));
  if (region === undefined)
    throw usageError(`the region ${JSON.stringify(values.region)} is unknown: expected us, eu or br`);
  const account = { values: { ...values, region }, sources: {}, warnings: [], region };
  need(account, "projectId", "keyId", "keySecret");
  if (options.check !== false) await (await sessionOf(account, options).auth()).pin();
  const path = await profilePath();
  await writeProfile(path, name, account.values);
  say(`The profile ${JSON.stringify(name)} is in ${path}, which only you can read.`);
  const stray = Object.values(VARIABLES).filter((variable) => process.env[variable]);
  if (stray.length > 0) say(`${stray.join(", ")} in the environment would override it: unset them to use the profile.`);
}

async function askForValues(options: LoginOptions): Promise<Values> {
  if (!canAsk(options)) throw new CliError("declined", "nobody can be asked: set SINCH_* and add --from-env");
  say("The ids and the access key are on https://dashboard.sinch.com. Ctrl-C changes nothing.\n");
  const { conversationUrl, batchUrl, templatesUrl, tokenUrl } = valuesOfEnvironment(process.env);
  const urls = Object.entries({ conversationUrl, batchUrl, templatesUrl, tokenUrl }).filter(
    ([, url]) => url !== undefined,
  );
  const values: Values = {
    ...Object.fromEntries(urls),
    projectId: await ask("Project id: "),
    keyId: await ask("Key id: "),
    keySecret: await ask("Key secret (not shown): ", true),
    region: (await ask("Region of your app, us, eu or br [us]: ")) || "us",
  };
  const appId = await ask("App id, or nothing to give it with each command: ");
  for (const [field, value] of Object.entries(values))
    if (value === "") throw usageError(`no ${field} was given; nothing was saved`);
  return appId === "" ? values : { ...values, appId };
}
