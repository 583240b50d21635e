/** What `.changeset/config.json` names as `changelog`: the lines of a release. */
export default {
  /** One changeset: its summary, after the commit that added it, where that is known. */
  getReleaseLine({ summary, commit }: { readonly summary: string; readonly commit?: string }): string {
    const text = summary.trim().replaceAll(/\n(?=.)/g, "\n  ");
    return `- ${commit === undefined ? "" : `${commit.slice(0, 7)}: `}${text}`;
  },

  /** The packages of this repository that a release needs newer than before; nothing where there are none. */
  getDependencyReleaseLine(
    _changesets: unknown,
    releases: readonly { readonly name: string; readonly newVersion: string }[],
  ): string {
    if (releases.length === 0) return "";
    return `- Needs ${releases.map(({ name, newVersion }) => `${name} ${newVersion}`).join(", ")}`;
  },
};
