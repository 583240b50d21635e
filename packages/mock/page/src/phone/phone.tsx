import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Person, PersonIdentity, WorldMessage } from "../../../src/schemas.gen.ts";
import { api, dataOf } from "../core/api.ts";
import { channelNamed } from "../core/channels.ts";
import type { Route } from "../core/route.ts";
import { appName, useNow, useWorld } from "../core/world.ts";
import { ProblemLine } from "../ui/problem.tsx";
import { useAction } from "../ui/use-action.ts";
import { Composer } from "./composer.tsx";
import type { Draft } from "./draft.ts";
import { PhoneHead } from "./phone-head.tsx";
import { Thread } from "./thread.tsx";

interface Props {
  person: Person;
  identity: PersonIdentity;
  /** All messages of the person, oldest first. */
  messages: readonly WorldMessage[];
  route: Route;
}

/** A phone that shows the messages of one channel, as that channel does or as another would. */
export function Phone({ person, identity, messages, route }: Props): JSX.Element {
  const world = useWorld();
  const now = useNow(world?.clock);
  const { run, isBusy, problem } = useAction();
  const [panel, setPanel] = useState<"location" | "media" | undefined>();
  const { project_id, app_id } = person;
  const { channel, identity: address, opted_out } = identity;
  const send = (draft: Draft): Promise<boolean> =>
    run(() => dataOf(api.POST("/api/replies", { body: { project_id, app_id, channel, identity: address, ...draft } })));
  const shown = channelNamed(route.as ?? "") ?? channel;
  return (
    <div class="phone" data-channel={shown}>
      <div class="screen">
        <PhoneHead name={appName(world, project_id, app_id)} channel={shown} now={now} />
        <Thread
          messages={messages}
          channel={channel}
          shown={shown}
          route={route}
          act={{
            choose: (message_id, postback_data) =>
              void send({ choice_response_message: { message_id, postback_data } }),
            shareLocation: () => setPanel("location"),
            order: ({ id, marketplace }) =>
              void send({ product_response_message: { products: [{ id, marketplace, quantity: 1 }] } }),
          }}
        />
        <ProblemLine text={problem} />
        {opted_out && <p class="opted-out">Opted out. Messages of this app do not arrive here.</p>}
        <Composer channel={channel} panel={panel} onPanel={setPanel} isBusy={isBusy} send={send} />
      </div>
    </div>
  );
}
