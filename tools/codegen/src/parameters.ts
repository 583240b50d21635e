import { BrokenDescription } from "./broken-description.ts";
import { type Description, type LocatedOperation, type Parameter, resolve } from "./description.ts";

/**
 * The path parameters of an operation in the order of its path, and its query parameters.
 *
 * @throws {BrokenDescription} A path parameter is not described, a parameter is one of a header or a cookie, or an array
 * in the query is not one text whose parts are separated by commas, which is how clients write them.
 */
export function clientParameters(
  { path, parameters, object }: LocatedOperation,
  description: Description,
): { inPath: Parameter[]; inQuery: Parameter[] } {
  const { operationId } = object;
  const elsewhere = parameters.find(({ in: place }) => place !== "path" && place !== "query");
  if (elsewhere) {
    const { in: place, name } = elsewhere;
    throw new BrokenDescription(`${place} parameter ${name}: clients know path and query parameters only`, operationId);
  }
  const inPath = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => {
    const parameter = parameters.find((candidate) => candidate.in === "path" && candidate.name === name);
    if (!parameter) throw new BrokenDescription(`path parameter ${name} is not described`, operationId);
    return parameter;
  });
  const inQuery = parameters.filter((parameter) => parameter.in === "query");
  const otherArray = inQuery.find(
    ({ schema = {}, style = "form", explode = style === "form" }) =>
      [resolve(description, schema).type].flat().includes("array") && (style !== "form" || explode),
  );
  if (otherArray) {
    const message = `query parameter ${otherArray.name}: clients know arrays with style: form and explode: false only`;
    throw new BrokenDescription(message, operationId);
  }
  return { inPath, inQuery };
}
