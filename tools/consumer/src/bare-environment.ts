/** Returns environment variables for a program that must see nothing of this run, besides `PATH` and `HOME`. */
export function bareEnvironment(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, ...variables };
}
