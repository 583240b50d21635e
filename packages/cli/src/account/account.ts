import { CliError, usageError } from "../cli-error.ts";
import { FIELDS, type Field, VARIABLES, type Values, valuesOfEnvironment } from "./fields.ts";
import { localValues } from "./local.ts";
import { profilePath, readProfiles } from "./profile-file.ts";
import { REGIONS, type Region } from "./regions.ts";

/** The options of every command that choose an account. */
export interface AccountOptions {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly app?: string | undefined;
  readonly local?: boolean | undefined;
}

/** An account with where each part of it comes from. */
export interface Account {
  readonly values: Values;
  /** Where each value comes from, for people. */
  readonly sources: Readonly<Partial<Record<Field, string>>>;
  /** What a person should know before the account is used, such as that a variable hides a profile. */
  readonly warnings: readonly string[];
  readonly region: Region;
}

/**
 * Finds the account: of `--local`, of `--profile`, or else of the environment and then of the profile `SINCH_PROFILE` or
 * `default`. Nothing is asked of a server.
 *
 * @throws {CliError} A profile does not exist, its file is open to others, or the two parts of a key are not together.
 */
export async function findAccount(
  options: AccountOptions,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Account> {
  if (options.local && options.profile !== undefined) {
    throw usageError("--local and --profile are both given: choose one");
  }
  const found = options.local ? { ...localValues(), warnings: [] } : await storedValues(options, environment);
  const values: Values = { ...found.values };
  const sources: Partial<Record<Field, string>> = { ...found.sources };
  for (const [field, option] of [
    ["region", "region"],
    ["appId", "app"],
  ] as const) {
    const value = options[option];
    if (value === undefined) continue;
    values[field] = value;
    sources[field] = `--${option}`;
  }
  const region = REGIONS.find((one) => one === (values.region ?? "us"));
  if (region === undefined) {
    const { region: source } = sources;
    throw usageError(`the region ${JSON.stringify(values.region)} (${source}) is unknown: expected us, eu or br`);
  }
  return { values, sources, region, warnings: found.warnings };
}

async function storedValues(options: AccountOptions, environment: Readonly<Record<string, string | undefined>>) {
  const ofEnvironment = valuesOfEnvironment(environment);
  const { profile: chosen } = options;
  const name = chosen ?? (environment.SINCH_PROFILE || "default");
  const isNamed = chosen !== undefined || Boolean(environment.SINCH_PROFILE);
  const profile = await profileOf(name, isNamed, hasKey(ofEnvironment) && chosen === undefined);
  // Whoever names a profile wants that one, whatever the environment of this shell has.
  const first = chosen === undefined ? ofEnvironment : {};
  const [hasId, hasSecret] = [first.keyId !== undefined, first.keySecret !== undefined];
  if (hasId !== hasSecret) {
    const [is, isNot] = hasId ? ["SINCH_KEY_ID", "SINCH_KEY_SECRET"] : ["SINCH_KEY_SECRET", "SINCH_KEY_ID"];
    const instead = Object.keys(profile).length > 0 ? `, or unset it to use the profile ${JSON.stringify(name)}` : "";
    throw new CliError("credentials", `${is} is set and ${isNot} is not: set both${instead}`);
  }

  const values: Values = {};
  const sources: Partial<Record<Field, string>> = {};
  const hidden: string[] = [];
  for (const field of FIELDS) {
    const value = first[field] ?? profile[field];
    if (value === undefined) continue;
    values[field] = value;
    sources[field] = first[field] === undefined ? `profile ${JSON.stringify(name)}` : VARIABLES[field];
    if (first[field] !== undefined && profile[field] !== undefined && profile[field] !== first[field]) {
      hidden.push(VARIABLES[field]);
    }
  }
  const hides = `${hidden.join(", ")} in the environment ${hidden.length === 1 ? "overrides" : "override"} the profile`;
  const way = `unset ${hidden.length === 1 ? "it" : "them"}, or add --profile ${name}`;
  const warnings = hidden.length === 0 ? [] : [`${hides} ${JSON.stringify(name)}: ${way} to use the profile`];
  return { values, sources, warnings };
}

async function profileOf(name: string, isNamed: boolean, canDoWithout: boolean): Promise<Values> {
  const path = await profilePath();
  try {
    const profiles = await readProfiles(path);
    const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
    if (profile) return profile;
    if (!isNamed) return {};
    const names = Object.keys(profiles).map((one) => JSON.stringify(one));
    const known = names.length > 0 ? `${path} has ${names.join(", ")}` : `${path} has none`;
    throw new CliError("credentials", `there is no profile ${JSON.stringify(name)}: ${known}; run sinch-fetch login`);
  } catch (error) {
    if (canDoWithout && !isNamed) return {};
    throw error;
  }
}

function hasKey({ keyId, keySecret }: Values): boolean {
  return keyId !== undefined && keySecret !== undefined;
}
