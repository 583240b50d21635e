import { API_PORTS, APIS, type Api, apiNames, isApi } from "./apis.ts";
import { parseArguments } from "./cli-arguments.ts";
import { UsageError } from "./usage-error.ts";

/** What the command is to do. */
export interface Settings {
  readonly apis: readonly Api[];
  readonly ports: Readonly<Record<Api, number>>;
  readonly host: string;
  readonly isQuiet: boolean;
}

const BASE_PORT = Math.min(...Object.values(API_PORTS));

const OPTIONS = {
  apis: { type: "string" },
  port: { type: "string" },
  host: { type: "string" },
  quiet: { type: "boolean" },
  help: { type: "boolean" },
  version: { type: "boolean" },
} as const;

/** What `--help` prints. */
export const HELP: string = `A local Sinch to test against. It responds as the API descriptions of sinch-fetch say; nothing is stored.

Usage: npx @sinch-fetch/mock [options]
       npx @sinch-fetch/mock callback --trigger <trigger> --url <url> [options]

  --apis <names>  what to serve, separated by commas: ${APIS.join(", ")}. Default: all
  --port <port>   where the ports begin; each API has its place after it. 0 for free ports. Default: ${BASE_PORT},
                  which gives ${APIS.map((api) => `${api} ${API_PORTS[api]}`).join(", ")}
  --host <host>   the address to listen on. Default: 127.0.0.1
  --quiet         print the base URLs and nothing else
  --version       print the version
  --help          print this text; callback --help that on callbacks`;

/**
 * Reads the arguments of the command.
 *
 * @throws {UsageError} An option is unknown or has a wrong value.
 */
export function readSettings(args: readonly string[]): Settings | "help" | "version" {
  const values = parseArguments(args, OPTIONS);
  if (values.help) return "help";
  if (values.version) return "version";
  const names = values.apis === undefined ? APIS : values.apis.split(",").map((name) => name.trim());
  const apis = names.map((name) => {
    if (isApi(name)) return name;
    throw new UsageError(`--apis contains "${name}", expected ${apiNames()}`);
  });
  const ports = portsFrom(values.port ?? String(BASE_PORT));
  return { apis: [...new Set(apis)], ports, host: values.host ?? "127.0.0.1", isQuiet: values.quiet ?? false };
}

/** Each API keeps its distance from the first port, so that a port means the same API whichever others run. */
function portsFrom(first: string): Record<Api, number> {
  const base = Number(first);
  const highest = 65535 - (Math.max(...Object.values(API_PORTS)) - BASE_PORT);
  if (!/^\d+$/.test(first) || base > highest) {
    throw new UsageError(`--port is "${first}", expected a whole number from 0 to ${highest}`);
  }
  const portOf = (api: Api) => (base === 0 ? 0 : base + API_PORTS[api] - BASE_PORT);
  const ports: Record<Api, number> = { ...API_PORTS };
  for (const api of APIS) ports[api] = portOf(api);
  return ports;
}
