/** The author of the commits and tags of a rehearsal, on any machine. */
const GIT = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "rehearsal",
  GIT_AUTHOR_EMAIL: "rehearsal@localhost",
  GIT_COMMITTER_NAME: "rehearsal",
  GIT_COMMITTER_EMAIL: "rehearsal@localhost",
};

/** What pnpm, turbo, vitest and git say in the environment about the run that they are in. */
const OF_THIS_RUN =
  /^(npm_(command|execpath|lifecycle_.*|node_execpath|package_.*)|pnpm_script_.*|INIT_CWD|(TURBO|VITEST|GIT)_.*)$/;

/** The environment of this process for another run of the same tools, which would take what this one says for its own. */
export function freshEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !OF_THIS_RUN.test(name));
  return { ...Object.fromEntries(kept), ...GIT };
}
