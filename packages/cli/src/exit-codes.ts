/** What the command ends with, by what happened. */
export const EXIT_CODES = {
  /** Everything was done. */
  done: 0,
  /** A request was refused or failed, or a check of `doctor` found something. */
  failed: 1,
  /** An option, a file or a row is invalid. Nothing was sent. */
  usage: 2,
  /** The question was not answered with yes, or could not be asked. Nothing was sent. */
  declined: 3,
  /** A run ended, but some recipients were refused or have an unknown result. */
  incomplete: 4,
  /** Credentials are missing, refused, or kept in a file that others can read. */
  credentials: 5,
  /** Ctrl-C, SIGTERM or SIGHUP. A run can be resumed. */
  interrupted: 130,
} as const;

/** The name of an exit code. */
export type ExitCodeName = keyof typeof EXIT_CODES;

/** Called with what a command ends with, unless that is `done`. */
export type End = (name: ExitCodeName) => void;

/** The exit codes as `--help` shows them. */
export const EXIT_CODE_HELP: string = `Exit codes:
    0  everything was done
    1  a request was refused or failed, or doctor found something
    2  an option, a file or a row is invalid; nothing was sent
    3  not confirmed; nothing was sent
    4  a run ended, but some recipients were refused or have an unknown result
    5  credentials are missing or refused
  130  interrupted; a run can be resumed`;
