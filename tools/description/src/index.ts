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
export { isWord, listed, shown } from "./shown.ts";
