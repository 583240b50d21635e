import type { Services } from "../serve/services.ts";
import type { Core } from "../world/core.ts";
import type { MockWorld } from "../world/mock-world.ts";
import type { Records } from "../world/records.ts";

/** What the page and its API work with. */
export interface InboxStage {
  readonly core: Core;
  readonly facade: MockWorld;
  readonly records: Records;
  /** The base URL of each API, and that of the page. */
  readonly urls: Readonly<Record<string, string>>;
  /** The address that it listens on. */
  readonly host: string;
  /** What else the mock serves. */
  readonly services: Services;
}
