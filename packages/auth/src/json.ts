/** The members of a JSON value; none if it has none, or if the text is not JSON. */
export function membersOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return { ...JSON.parse(text) };
  } catch {
    return {};
  }
}
