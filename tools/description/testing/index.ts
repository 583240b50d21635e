export { descriptionOf, json, onlyOperation, operation } from "./describe.ts";
export {
  addToYaml,
  copyOfSpecs,
  type Edit,
  emptyRepository,
  filesIn,
  notesRepository,
  put,
  replaceIn,
} from "./repository.ts";
