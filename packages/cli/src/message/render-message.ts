import { filled } from "./placeholders.ts";

type Parameters = Readonly<Record<string, string>>;

/** Shows a message as text, as its reader would roughly see it, with the parameters in their places. */
export function renderMessage(message: unknown, parameters: Parameters): string {
  const lines = contentLines(Object(message));
  return filled(lines.join("\n"), parameters);
}

function contentLines(message: Content): string[] {
  for (const [kind, write] of Object.entries(WRITERS)) {
    const content = message[kind];
    if (content !== undefined) return write(Object(content));
  }
  return Object.entries(Object(message.explicit_channel_omni_message)).flatMap(([channel, content]) => [
    `(${channel})`,
    ...contentLines(Object(content)),
  ]);
}

type Content = Readonly<Record<string, unknown>>;

const WRITERS: Readonly<Record<string, (content: Content) => string[]>> = {
  text_message: ({ text }) => [String(text)],
  media_message: ({ url, filename_override }) => [`[file] ${filename_override ?? url}`],
  card_message: cardLines,
  carousel_message: ({ cards, choices }) => [
    ...list(cards).flatMap((card, index) => [`(card ${index + 1})`, ...cardLines(card)]),
    ...choiceLines(choices),
  ],
  choice_message: ({ text_message, choices }) => [...textLines(text_message), ...choiceLines(choices)],
  list_message: ({ title, description, sections }) => [
    ...textsOf(title, description),
    ...list(sections).flatMap(({ title: heading, items }) => [
      ...textsOf(heading),
      ...list(items).map(({ choice, product }) => `- ${Object(choice).title ?? Object(product).id ?? ""}`),
    ]),
  ],
  location_message: ({ title, label, coordinates }) => {
    const { latitude, longitude } = Object(coordinates);
    return [...textsOf(title, label), `[place] ${latitude}, ${longitude}`];
  },
  contact_info_message: ({ name }) => [`[contact] ${Object(name).full_name ?? ""}`],
  template_message: ({ omni_template, channel_template }) => {
    const { template_id, version, parameters } = Object(omni_template);
    const names = Object.entries(Object(channel_template)).map(
      ([channel, one]) => `${channel} ${Object(one).template_id}`,
    );
    const omni = template_id === undefined ? [] : [`${template_id} ${version ?? ""}`.trim()];
    const values = Object.entries(Object(parameters)).map(([name, value]) => `  ${name}: ${value}`);
    return [`[template] ${[...omni, ...names].join(", ")}`, ...values];
  },
};

function cardLines({ title, description, media_message, choices }: Content): string[] {
  const media = media_message === undefined ? [] : [`[file] ${Object(media_message).url}`];
  return [...media, ...textsOf(title, description), ...choiceLines(choices)];
}

function choiceLines(choices: unknown): string[] {
  return list(choices).map((choice) => {
    const { text_message, url_message, call_message, location_message, calendar_message, share_location_message } =
      choice;
    const titled = [url_message, call_message, location_message, calendar_message, share_location_message];
    const label =
      Object(text_message).text ?? titled.map((one) => Object(one).title).find((title) => title !== undefined);
    return `[ ${label ?? ""} ]`;
  });
}

function textLines(message: unknown): string[] {
  return textsOf(Object(message).text);
}

function textsOf(...values: readonly unknown[]): string[] {
  return values.filter((value) => typeof value === "string");
}

function list(value: unknown): Content[] {
  return Array.isArray(value) ? value.map((one) => Object(one)) : [];
}
