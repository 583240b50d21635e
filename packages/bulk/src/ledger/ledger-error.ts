/**
 * What is wrong: the file belongs to another run (`"other-run"`), another process writes it (`"locked"`), it is not a
 * ledger or is damaged (`"unreadable"`), the clock is behind it (`"clock"`), it cannot be written or read
 * (`"storage"`), the store may lose data (`"unsafe"`), or the message or the input is not the one that the run started
 * with (`"changed"`).
 */
export type LedgerErrorCode = "other-run" | "locked" | "unreadable" | "clock" | "storage" | "unsafe" | "changed";

/**
 * A ledger cannot be used, or refuses the run. What was sent before is in the ledger, or is looked up when the run is
 * resumed.
 */
export class LedgerError extends Error {
  override readonly name = "LedgerError";
  readonly code: LedgerErrorCode;

  constructor(code: LedgerErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
