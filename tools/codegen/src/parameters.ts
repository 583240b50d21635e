import { BrokenDescription, type LocatedOperation, type Parameter } from "@sinch-fetch/description";

/** The path parameters of an operation in the order of its path, and its query parameters; clients know no others. */
export function clientParameters({ path, parameters, object }: LocatedOperation): {
  inPath: Parameter[];
  inQuery: Parameter[];
} {
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
  return { inPath, inQuery };
}
