export { EXIT_CODES, type ExitCodeName } from "./exit-codes.ts";
export { main } from "./main.ts";
