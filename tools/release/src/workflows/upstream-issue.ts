/** Runs GitHub's command line. */
export type Gh = (args: readonly string[], input?: string) => Promise<string>;

/** What the one issue is found by. */
export const TITLE = "The vendor's descriptions differ from ours";

/**
 * Opens the one issue about differences, brings it up to date, or closes it.
 *
 * @param text What it is to say; `undefined` where there is nothing to say.
 * @returns What was done, as a sentence.
 */
export async function keepIssue(gh: Gh, text: string | undefined): Promise<string> {
  const search = `in:title "${TITLE}"`;
  const listed = await gh(["issue", "list", "--state=open", `--search=${search}`, "--json=number,title,body"]);
  const issues: readonly { number: number; title: string; body: string }[] = JSON.parse(listed);
  const issue = issues.find(({ title }) => title === TITLE);
  if (text === undefined) {
    if (issue === undefined) return "there is no difference";
    await gh(["issue", "close", `${issue.number}`, "--comment", "There is no difference left."]);
    return `closed #${issue.number}`;
  }
  if (issue === undefined)
    return `opened ${(await gh(["issue", "create", "--title", TITLE, "--body-file", "-"], text)).trim()}`;
  if (issue.body.trim() === text.trim()) return `#${issue.number} says so already`;
  await gh(["issue", "edit", `${issue.number}`, "--body-file", "-"], text);
  return `brought #${issue.number} up to date`;
}
