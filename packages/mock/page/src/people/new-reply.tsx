import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { api, dataOf } from "../core/api.ts";
import { CHANNELS, channelLabel, channelNamed } from "../core/channels.ts";
import { personPathOf } from "../core/people.ts";
import { go } from "../core/route.ts";
import { useWorld } from "../core/world.ts";
import { Icon } from "../ui/icon.tsx";
import { ProblemLine } from "../ui/problem.tsx";
import { useAction } from "../ui/use-action.ts";

/** A form by which someone writes to an app first. */
export function NewReply(): JSX.Element {
  const world = useWorld();
  const menu = useRef<HTMLDivElement>(null);
  const { run, isBusy, problem } = useAction();
  const send = async (form: HTMLFormElement): Promise<void> => {
    const field = (name: string): string => String(new FormData(form).get(name) ?? "");
    const body = {
      channel: channelNamed(field("channel")) ?? "SMS",
      identity: field("identity"),
      project_id: field("project"),
      app_id: field("app"),
      text: field("text"),
    };
    await run(async () => {
      const message = await dataOf(api.POST("/api/replies", { body }));
      menu.current?.hidePopover();
      form.reset();
      go({ view: "people", path: personPathOf(message), channel: message.channel_identity.channel });
    });
  };
  const [app] = world?.apps ?? [];
  return (
    <>
      <button
        type="button"
        class="plain"
        popovertarget="new-reply"
        aria-label="Write as someone new"
        title="Write as someone new"
      >
        <Icon name="plus" />
      </button>
      <div id="new-reply" class="menu start" popover="auto" ref={menu}>
        <h2>Someone writes first</h2>
        <form
          class="fields"
          onSubmit={(event) => {
            event.preventDefault();
            void send(event.currentTarget);
          }}
        >
          <label>
            Channel
            <select name="channel">
              {CHANNELS.map((channel) => (
                <option value={channel}>{channelLabel(channel)}</option>
              ))}
            </select>
          </label>
          <label>
            Number or id
            <input name="identity" required defaultValue="46700000002" />
          </label>
          <label>
            Project
            <input name="project" required defaultValue={app?.project_id ?? "my-project"} />
          </label>
          <label>
            App
            <input name="app" required defaultValue={app?.app_id ?? "my-app"} />
          </label>
          <label class="wide">
            Text
            <input name="text" required defaultValue="Hello" />
          </label>
          <button type="submit" class="primary wide" disabled={isBusy}>
            Send
          </button>
        </form>
        <ProblemLine text={problem} />
      </div>
    </>
  );
}
