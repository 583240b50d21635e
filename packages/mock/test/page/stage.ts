import type { Page } from "playwright-core";
import { startMock } from "../../src/index.ts";
import type { Mock } from "../../src/mock.ts";
import type { WorldOptions } from "../../src/world/world-options.ts";
import { type Browser, type Look, openBrowser } from "./browser.ts";
import { builtPage } from "./built-page.ts";

export const PROJECT = "my-project";
export const APP = "bistro";

type Channels = readonly (readonly [channel: string, identity: string])[];

/** A local Sinch and a browser that looks at it. */
export interface Stage {
  readonly mock: Mock;
  readonly browser: Browser;
  /** Sends as the app, and returns the id of the message. */
  send(channels: Channels, message: object, more?: object): Promise<string>;
  /** Asks one of the APIs of the project. */
  ask(api: "conversation" | "batch", method: string, path: string, body?: object): Promise<Record<string, unknown>>;
  /** Opens the page at an address of its own. */
  open(hash: string, look?: Look): Promise<Page>;
  close(): Promise<void>;
}

/** Opens both. */
export async function openStage(options: WorldOptions = {}): Promise<Stage> {
  await builtPage();
  const [mock, browser] = await Promise.all([startMock(options), openBrowser()]);
  const ask: Stage["ask"] = async (api, method, path, body) => {
    const response = await fetch(`${mock[api]}/v1/projects/${PROJECT}${path}`, {
      method,
      headers: { authorization: "Bearer any", "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === "" ? {} : JSON.parse(text);
  };
  return {
    mock,
    browser,
    ask,
    async send(channels, message, more = {}) {
      const channel_identities = channels.map(([channel, identity]) => ({ channel, identity }));
      const recipient = { identified_by: { channel_identities } };
      const { message_id } = await ask("conversation", "POST", "/messages:send", {
        app_id: APP,
        recipient,
        message,
        ...more,
      });
      return String(message_id);
    },
    open: (hash, look) => browser.open(`${mock.inbox}/${hash}`, look),
    async close() {
      await browser.close();
      await mock.close();
    },
  };
}
