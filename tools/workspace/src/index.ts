export { type Bump, isLess, type Level, larger, raised, versionStep } from "./bump.ts";
export {
  BrokenChangeset,
  CHANGESETS,
  type Changeset,
  changesetsIn,
  changesetText,
  promised,
  raisedChangeset,
} from "./changesets.ts";
export { IDEMPOTENT_METHODS } from "./idempotent-methods.ts";
export { installApart } from "./install-apart.ts";
export {
  type Manifest,
  PUBLIC_PACKAGES,
  type PublicPackage,
  publicPackages,
  REPOSITORY,
  readManifest,
} from "./packages.ts";
export { CommandError, type CommandOptions, type CommandResult, commandResult, runCommand } from "./run-command.ts";
export {
  bash,
  chromium,
  fish,
  type Machine,
  MissingProgram,
  postgres,
  programForTests,
  redisServer,
  zsh,
} from "./test-programs.ts";
