import { type Description, operationsOf, pascalCase } from "@sinch-fetch/description";
import { docComment } from "./docs.ts";
import { namedOperations } from "./named-operations.ts";

/**
 * The client of an API: the function that creates it, its type and that of its options.
 *
 * @param isExtended Whether its package has a `src/extend.ts`, written by hand. It exports `extend`, which takes the
 * generated resources and returns those that the client has, and their type `ExtendedResources`.
 */
export function generateClient(name: string, description: Description, isExtended: boolean): string {
  const { title } = description.info;
  const client = `${pascalCase(name)}Client`;
  const [first] = namedOperations(description).keys();
  const isPaged = operationsOf(description).some(({ object }) => object["x-pagination"]);
  const made = `resourcesOf<Resources>(operations, call${isPaged ? ", listWith(call)" : ""})`;
  return `import type { ClientOptions } from "@sinch-fetch/http";
import { createClientWith, ${isPaged ? "listWith, " : ""}resourcesOf } from "@sinch-fetch/http/client";
import createClient, { type Client, createQuerySerializer } from "openapi-fetch";
${isExtended ? 'import { type ExtendedResources, extend } from "./extend.ts";\n' : ""}\
import { api, operations, type Region, type Scheme } from "./operations.gen.ts";
import type { Resources } from "./resources.gen.ts";
import type { paths } from "./types.gen.ts";

/** Options of {@link create${client}}. */
export interface ${client}Options extends ClientOptions<Region, Scheme> {}

${docComment([
  `A client of the ${title}, at two levels.`,
  `The resources, such as \`${first}\`, return the body of the response and throw \`ApiError\` for an error status. \
Below them is \`openapi-fetch\` itself (\`GET\`, \`POST\`, …, \`use\`, \`eject\`), typed by the API's paths without the \
project's prefix: it returns \`{ data, error, response }\` for every response. Both reject when there is no response, \
and with a \`TypeError\` or \`RangeError\`, before anything is sent, when an argument is wrong.`,
])}\
export interface ${client} extends Client<paths>, ${isExtended ? "ExtendedResources" : "Resources"} {
${docComment(
  [
    "Creates a client with some options replaced, which shares pace and connections with this one.",
    `A given option replaces this client's as a whole: \`headers\` and \`retry\` are not merged. One that is \
\`undefined\` keeps it. Middlewares belong to one client: those added with \`use\` are not carried over.`,
    `@throws {TypeError} An option is unknown or wrong, or is \`projectId\`, which stays; the message names it.`,
  ],
  2,
)}\
  withOptions(options: Partial<Omit<${client}Options, "projectId">>): ${client};
}

${docComment([
  `Creates a client of the ${title} for one project and region.`,
  "Nothing is sent before the first call.",
  "@throws {TypeError} An option is missing, unknown or wrong; the message names it and what was expected.",
])}\
export function create${client}(options: ${client}Options): ${client} {
  return createClientWith("create${client}", options, {
    api,
    operations,
    createClient: createClient<paths>,
    createQuerySerializer,
    resources: (call) => ${isExtended ? `extend(${made})` : made},
  });
}
`;
}
