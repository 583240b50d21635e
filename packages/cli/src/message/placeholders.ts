/** The `${name}` places of a message. */
export interface Placeholders {
  /** The names, in the order in which they come first. */
  readonly names: readonly string[];
  /** The message comes from a template, which may use parameters of its own that cannot be seen from here. */
  readonly isOpen: boolean;
  /** What is wrong with a place, such as one without a name. */
  readonly problems: readonly string[];
}

/** Finds the places that parameters go to: the API replaces them in every text of a message. */
export function placeholdersOf(message: unknown): Placeholders {
  const names = new Set<string>();
  const problems = new Set<string>();
  for (const text of textsOf(message)) {
    for (const [, name] of text.matchAll(/\$\{([^}]*)\}/g)) {
      if (name === undefined || name.trim() === "") problems.add("the message has a placeholder without a name: ${}");
      else names.add(name);
    }
    if (/\$\{[^}]*$/.test(text)) problems.add("the message has an unclosed placeholder: ${ without }");
  }
  return { names: [...names], isOpen: "template_message" in Object(message), problems: [...problems] };
}

/** Puts parameters into a text, as the API does. A place without a parameter stays as it is. */
export function filled(text: string, parameters: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{([^}]*)\}/g, (place, name: string) =>
    Object.hasOwn(parameters, name) ? (parameters[name] ?? place) : place,
  );
}

function* textsOf(value: unknown): Generator<string, undefined> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null)
    for (const member of Object.values(value)) yield* textsOf(member);
}
