import type { JSX } from "preact";
import type { ConversationChannel, TemplateMessage } from "../../../src/schemas.gen.ts";
import { Icon } from "../ui/icon.tsx";

interface Props {
  template: TemplateMessage;
  channel: ConversationChannel;
}

/** A template by its name, with the values of its parameters: what it says is known to the channel alone. */
export function Template({ template, channel }: Props): JSX.Element {
  const reference = template.channel_template?.[channel] ?? template.omni_template;
  const parameters = Object.entries(reference?.parameters ?? {});
  const version = [reference?.language_code, reference?.version].filter(Boolean).join(", ");
  return (
    <div class="card">
      <span class="template-name">
        <Icon name="template" label="Template" />
        {reference?.template_id ?? "No template for this channel"}
        {version !== "" && <small>{version}</small>}
      </span>
      {parameters.length > 0 && (
        <dl class="parameters">
          {parameters.map(([name, value]) => (
            <div>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
