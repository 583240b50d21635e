import { usedApp } from "./apps.ts";
import type { JsonObject } from "./json.ts";
import { renderingsOf } from "./renderings.ts";
import type { Handler } from "./world.ts";

/** The handler that converts a message. The formats of channels are not published here: ours is the text. */
export const transcodeHandlers: Readonly<Record<string, Handler>> = {
  Transcoding_TranscodeMessage(world, { projectId, body }) {
    const sent = body as {
      app_id: string;
      app_message: JsonObject;
      channels: readonly string[];
      from?: string;
      to?: string;
    };
    usedApp(world, projectId, sent.app_id);
    const { from, to = "{{to}}" } = sent;
    const results = renderingsOf(sent.app_message, sent.channels).map(({ channel, text }) => [
      channel,
      JSON.stringify({ ...(from !== undefined && { from }), to, text }),
    ]);
    return { transcoded_message: Object.fromEntries(results) };
  },
};
