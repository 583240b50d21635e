/** A wrong call of the command, as opposed to a failure of it. */
export class UsageError extends Error {}
