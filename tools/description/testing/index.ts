export { descriptionOf, json, onlyOperation, operation } from "./describe.ts";
export {
  addToYaml,
  copyOfSpecs,
  type Edit,
  emptyRepository,
  filesIn,
  notesRepository,
  put,
  removeCopies,
  replaceIn,
} from "./repository.ts";
