import { BrokenDescription } from "./broken-description.ts";
import { type Description, type Parameter, type PathItem, resolve } from "./description.ts";

/** What the paths of a project API start with. */
const PREFIX = /^\/v\d+\/projects\/\{project_id\}(?=\/)/;

/**
 * What every path of a project API starts with, such as `/v1/projects/{project_id}`; a client has it bound. `undefined`
 * for an API that belongs to no project: it gets no client.
 */
export function projectPrefix({ paths }: Description): string | undefined {
  const [prefix, other] = new Set(Object.keys(paths).map((path) => PREFIX.exec(path)?.[0] ?? ""));
  if (other !== undefined) {
    throw new BrokenDescription(
      `paths start with "${prefix}" and with "${other}": a client has the same project bound for all of them or none`,
    );
  }
  return prefix === "" ? undefined : prefix;
}

/** The description as a client sees it: paths without the project's prefix, and no `project_id` parameter. */
export function clientView(description: Description, prefix: string): Description {
  const withoutProject = (parameters: Parameter[] | undefined): { parameters?: Parameter[] } => {
    const kept = (parameters ?? []).filter((parameter) => !isProject(resolve(description, parameter)));
    return kept.length > 0 ? { parameters: kept } : {};
  };
  const viewItem = ({ parameters, ...methods }: PathItem): PathItem => ({
    ...Object.fromEntries(
      Object.entries(methods).map(([method, operation]) => {
        if (operation === undefined || Array.isArray(operation)) return [method, operation];
        const { parameters: own, ...rest } = operation;
        return [method, { ...rest, ...withoutProject(own) }];
      }),
    ),
    ...withoutProject(parameters),
  });
  const paths = Object.entries(description.paths).map(([path, item]) => [path.slice(prefix.length), viewItem(item)]);
  const { parameters: shared, ...components } = description.components ?? {};
  const parameters = Object.entries(shared ?? {}).filter(([, parameter]) => !isProject(parameter));
  return {
    ...description,
    paths: Object.fromEntries(paths),
    components: { ...components, ...(parameters.length > 0 ? { parameters: Object.fromEntries(parameters) } : {}) },
  };
}

function isProject(parameter: Parameter): boolean {
  return parameter.in === "path" && parameter.name === "project_id";
}
