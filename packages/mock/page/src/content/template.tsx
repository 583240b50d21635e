import type { JSX } from "preact";
import type { ConversationChannel, TemplateMessage } from "../../../src/schemas.gen.ts";
import { Icon } from "../ui/icon.tsx";
import { LinkedText } from "../ui/linked-text.tsx";

interface Props {
  template: TemplateMessage;
  channel: ConversationChannel;
  /** What the template becomes, where the local Sinch knows it. */
  text: string | undefined;
}

/** A template: its text where that is known, and which one with which values. */
export function Template({ template, channel, text }: Props): JSX.Element {
  const reference = template.channel_template?.[channel] ?? template.omni_template;
  const parameters = Object.entries(reference?.parameters ?? {});
  const version = [reference?.language_code, reference?.version].filter(Boolean).join(", ");
  return (
    <div class="card">
      {text && <LinkedText text={text} />}
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
