export { BrokenDescription } from "./broken-description.ts";
export { clientView, projectPrefix } from "./client-view.ts";
export {
  type Body,
  type Description,
  type LocatedOperation,
  type OperationObject,
  operationsOf,
  type Parameter,
  type PathItem,
  resolve,
  type Schema,
} from "./description.ts";
export { type Document, documentOf } from "./document.ts";
export { camelCase, methodName, pascalCase, resourceName } from "./names.ts";
export { compareTexts, isNode, listOf, membersOf, NOTHING_SAID, type Node, nodesIn, textsOf } from "./node.ts";
export { type LocatedParameter, listOperations, mediaOf, type Operation } from "./operations.ts";
export { schemaName } from "./pointer.ts";
export { union } from "./schema/alternatives.ts";
export { type Annotations, annotationsOf, isReference } from "./schema/annotations.ts";
export type { FlatSchema, Kinds, ReadSchema } from "./schema/flat-schema.ts";
export { boundOf, LIMIT_KEYWORDS } from "./schema/limits.ts";
export { type Choices, type SchemaReader, schemaReader } from "./schema/schema-reader.ts";
export { isWord, listed, shown } from "./shown.ts";
