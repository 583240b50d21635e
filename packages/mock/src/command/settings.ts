import { API_PORTS, APIS, type Api, apiNames, INBOX_PORT, isApi } from "../description/apis.ts";
import { isWebhookTarget, type WorldOptions } from "../world/world-options.ts";
import { type Arguments, parseArguments } from "./arguments.ts";
import { secretOf } from "./secret.ts";
import { UsageError } from "./usage-error.ts";

/** What the command is to do. */
export interface Settings {
  readonly apis: readonly Api[];
  readonly ports: Readonly<Record<Api | "inbox", number>>;
  readonly host: string;
  readonly isQuiet: boolean;
  /** What starts the world; `false` for examples. */
  readonly world: WorldOptions | false;
}

const BASE_PORT = Math.min(...Object.values(API_PORTS));

const OPTIONS = {
  apis: { type: "string" },
  port: { type: "string" },
  host: { type: "string" },
  quiet: { type: "boolean" },
  examples: { type: "boolean" },
  data: { type: "string" },
  webhook: { type: "string", multiple: true },
  secret: { type: "string" },
  "secret-env": { type: "string" },
  seed: { type: "string" },
  "manual-clock": { type: "boolean" },
  "strict-apps": { type: "boolean" },
  "messages-per-second": { type: "string" },
  help: { type: "boolean" },
  version: { type: "boolean" },
} as const;

/** What `--help` prints. */
export const HELP: string = `A local Sinch to test against. It remembers messages, delivers them, and calls webhooks; its page shows everything.

Usage: npx @sinch-fetch/mock [options]
       npx @sinch-fetch/mock callback --trigger <trigger> --url <url> [options]

  --apis <names>  what to serve, separated by commas: ${APIS.join(", ")}. Default: all
  --port <port>   the first port; each API has a fixed offset from it. 0 for free ports. Default: ${BASE_PORT},
                  which gives ${APIS.map((api) => `${api} ${API_PORTS[api]}`).join(", ")}, inbox ${INBOX_PORT}
  --host <host>   the address to listen on. Default: 127.0.0.1
  --quiet         print the base URLs and nothing else

  --webhook <url>     post the callbacks of all apps to this URL. May be repeated
  --secret <secret>   sign them with this; --secret-env <name> reads it from an environment variable
  --data <file>       keep the world across restarts, in a file that only you can read
  --seed <number>     make ids and random choices repeatable
  --manual-clock      time stands still, and only moves with POST /api/clock/advance of the inbox
  --strict-apps       an app must be created before it is used
  --messages-per-second <number>  how fast each app sends messages. Default: no limit
  --examples          remember nothing, and respond with the examples from the API descriptions

  --version       print the version
  --help          print this help; callback --help prints the help for callbacks`;

/**
 * Reads the arguments of the command.
 *
 * @throws {UsageError} An option is unknown or has a wrong value.
 */
export function readSettings(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): Settings | "help" | "version" {
  const values = parseArguments(args, OPTIONS);
  if (values.help) return "help";
  if (values.version) return "version";
  const names = values.apis === undefined ? APIS : values.apis.split(",").map((name) => name.trim());
  const apis = names.map((name) => {
    if (isApi(name)) return name;
    throw new UsageError(`--apis contains "${name}", expected ${apiNames()}`);
  });
  const ports = portsFrom(values.port ?? String(BASE_PORT));
  return {
    apis: [...new Set(apis)],
    ports,
    host: values.host ?? "127.0.0.1",
    isQuiet: values.quiet ?? false,
    world: values.examples ? withoutWorld(values) : worldOptions(values, environment),
  };
}

type Values = Arguments<typeof OPTIONS>;

function withoutWorld({ examples: _, ...values }: Values): false {
  const ofWorld = [
    "webhook",
    "secret",
    "secret-env",
    "data",
    "seed",
    "manual-clock",
    "strict-apps",
    "messages-per-second",
  ];
  const given = Object.keys(values).find((name) => ofWorld.includes(name));
  if (given !== undefined) throw new UsageError(`--${given} has no effect with --examples`);
  return false;
}

function worldOptions(values: Values, environment: Readonly<Record<string, string | undefined>>): WorldOptions {
  const { data, webhook: targets = [] } = values;
  if (data === "") throw new UsageError("--data is empty, expected the path of a file");
  for (const target of targets) checkTarget(target);
  const secret = secretOf(values, environment);
  if (secret !== undefined && targets.length === 0) throw new UsageError("--secret needs --webhook");
  const seed = numberFrom("seed", values.seed, Number.isSafeInteger);
  const messagesPerSecond = numberFrom("messages-per-second", values["messages-per-second"], (number) => number > 0);
  return {
    ...(values["manual-clock"] && { clock: "manual" as const }),
    ...(values["strict-apps"] && { strictApps: true }),
    ...(seed !== undefined && { seed }),
    ...(messagesPerSecond !== undefined && { messagesPerSecond }),
    ...(data !== undefined && { data }),
    ...(targets.length > 0 && {
      webhooks: targets.map((target) => ({ target, ...(secret !== undefined && { secret }) })),
    }),
  };
}

/** What comes before an @ may be a password, which is not repeated. */
function checkTarget(target: string): void {
  if (isWebhookTarget(target)) return;
  const shown = target.includes("@") ? "no http or https URL" : JSON.stringify(target);
  const meant = `http://${target}`;
  const example = /^\w[^@]*$/.test(target) && isWebhookTarget(meant) ? meant : "http://127.0.0.1:3000/callbacks";
  throw new UsageError(`--webhook is ${shown}, expected an http or https URL such as ${example}`);
}

function numberFrom(name: string, text: string | undefined, isRight: (number: number) => boolean): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() !== "" && isRight(number)) return number;
  throw new UsageError(`--${name} is "${text}", expected a ${name === "seed" ? "whole number" : "number above 0"}`);
}

/** Each API keeps its distance from the first port, so that a port means the same API whichever others run. */
function portsFrom(first: string): Record<Api | "inbox", number> {
  const base = Number(first);
  const highest = 65535 - (INBOX_PORT - BASE_PORT);
  if (!/^\d+$/.test(first) || base > highest) {
    throw new UsageError(`--port is "${first}", expected a whole number from 0 to ${highest}`);
  }
  const moved = (port: number) => (base === 0 ? 0 : base + port - BASE_PORT);
  const ports: Record<Api | "inbox", number> = { ...API_PORTS, inbox: moved(INBOX_PORT) };
  for (const api of APIS) ports[api] = moved(API_PORTS[api]);
  return ports;
}
