// Our own rules for the descriptions: what Redocly's built-in and configurable rules cannot express.

const PARTS = ["allOf", "anyOf", "oneOf"];
const CHILDREN = ["items", "additionalProperties", "unevaluatedProperties", "not", "if", "then", "else", "contains"];
const CHILD_MAPS = ["properties", "patternProperties", "dependentSchemas"];

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Visits every schema that the media types of a request body or an answer reach, references followed. Redocly's own
 * visitors see a shared schema once, without telling from which side it was reached; our rules need the side.
 *
 * @param visit Called with the schema, its location, and the schemas that it is a part of through `allOf`, `anyOf` or
 *   `oneOf`, outermost first.
 */
function visitReachable(content, location, resolve, visit) {
  const seenWithin = new Map();

  function walk(node, at, wholes = []) {
    // What the service sets itself is ignored in a request, whatever is in it.
    if (!isObject(node) || node.readOnly === true) return;
    if (typeof node.$ref === "string") {
      const target = resolve(node, at.source.absoluteRef);
      if (target.location) walk(target.node, target.location, wholes);
      return;
    }
    const seen = seenWithin.get(node) ?? new Set();
    if (seen.has(wholes.at(-1))) return;
    seenWithin.set(node, seen.add(wholes.at(-1)));
    visit(node, at, wholes);
    for (const keyword of PARTS) {
      for (const i of (node[keyword] ?? []).keys()) walk(node[keyword][i], at.child([keyword, i]), [...wholes, node]);
    }
    for (const keyword of CHILDREN) walk(node[keyword], at.child(keyword));
    for (const keyword of CHILD_MAPS) {
      for (const name of Object.keys(node[keyword] ?? {})) walk(node[keyword][name], at.child([keyword, name]));
    }
  }

  for (const type of Object.keys(content ?? {})) {
    walk(content[type].schema, location.child(["content", type, "schema"]));
  }
}

/**
 * Every property says what it is, itself or at the schema it refers to: the sentence becomes the docstring of the
 * generated types and the text of the reference.
 */
export function propertiesDescribed() {
  return {
    Schema(schema, { report, location, resolve }) {
      for (const [name, property] of Object.entries(schema.properties ?? {})) {
        const described = property.description || (property.$ref && resolve(property).node?.description);
        if (!described) {
          report({
            message: `Property \`${name}\` has no description.`,
            location: location.child(["properties", name]),
          });
        }
      }
    },
  };
}

/**
 * An object in a request either refuses other properties, itself or through the schema that it is a part of, or is
 * declared as a free map: an open object would let a misspelt field through, in the types as in the mock. The bodies of
 * webhooks are left out: the service writes them.
 */
export function requestsClosed() {
  return {
    Paths: {
      RequestBody(body, { report, location, resolve }) {
        visitReachable(body.content, location, resolve, (schema, at, wholes) => {
          const types = [schema.type].flat();
          if (!types.includes("object") && !schema.properties) return;
          if (wholes.some((whole) => whole.unevaluatedProperties === false)) return;
          const others = schema.additionalProperties ?? schema.unevaluatedProperties;
          const freeMap = isObject(others) || (others === true && !schema.properties);
          if (others !== false && !freeMap) {
            report({ message: "An object in a request needs `additionalProperties: false`.", location: at });
          }
        });
      },
    },
  };
}

/**
 * A request body, a webhook's too, has two examples, the smallest and a rich one; an answer has one, that of a GET two.
 * The mock answers with them and posts them, and the contract tests send them.
 */
export function enoughExamples() {
  function count(content, wanted, report, location) {
    for (const [type, media] of Object.entries(content ?? {})) {
      const found = Object.keys(media.examples ?? {}).length;
      if (found < wanted) {
        report({
          message: `Too few named examples: ${found} of ${wanted}.`,
          location: location.child(["content", type]),
        });
      }
    }
  }

  return {
    RequestBody: (body, { report, location }) => count(body.content, 2, report, location),
    Response: (response, { report, location }) => count(response.content, 1, report, location),
    PathItem: {
      Operation(operation, { report, location, key, resolve }) {
        const answer = key === "get" && operation.responses?.["200"];
        if (!answer) return;
        const target = answer.$ref ? resolve(answer) : { node: answer, location: location.child(["responses", "200"]) };
        count(target.node?.content, 2, report, target.location);
      },
    },
  };
}
