/** A changeset, as far as a changelog shows it. */
interface Changeset {
  readonly summary: string;
  /** The commit that added it, where that is known. */
  readonly commit?: string;
}

/** A package that is released together with one that depends on it. */
interface Release {
  readonly name: string;
  readonly newVersion: string;
}

/** What `.changeset/config.json` names as `changelog`: the lines of a release. */
export default {
  /** One changeset: its summary, after the commit that it came with. */
  getReleaseLine({ summary, commit }: Changeset): string {
    const text = summary.trim().replaceAll(/\n(?=.)/g, "\n  ");
    return `- ${commit === undefined ? "" : `${commit.slice(0, 7)}: `}${text}`;
  },

  /** The packages of this repository that a release needs newer than before; nothing where there are none. */
  getDependencyReleaseLine(_changesets: readonly Changeset[], releases: readonly Release[]): string {
    if (releases.length === 0) return "";
    return `- Needs ${releases.map(({ name, newVersion }) => `${name} ${newVersion}`).join(", ")}`;
  },
};
