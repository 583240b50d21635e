import { onFile, type Platform } from "./file-system.ts";
import { LedgerError } from "./ledger-error.ts";

/** Who holds a file: a process of a machine. */
interface Holder {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  /** When the process began, in the system's own count; `undefined` where the system does not say. */
  readonly began?: string | undefined;
}

/** The locks that this process holds: its id alone does not say, since ids are used again. */
const held = new Set<string>();

/**
 * Makes this process the only one that writes a file, by a file beside it with `.lock` at its end. The lock of a process
 * that has ended is taken over.
 *
 * @returns A function that lets go.
 * @throws {LedgerError} Another process writes the file.
 */
export async function lockFile({ fs, os }: Platform, path: string): Promise<() => Promise<void>> {
  const lock = `${path}.lock`;
  const { pid } = process;
  const holder: Holder = { id: crypto.randomUUID(), host: os.hostname(), pid, began: await beginOf(fs, pid) };
  const text = JSON.stringify(holder);
  await onFile(path, "lock", async () => {
    while (!(await created(fs, lock, text))) {
      const found = await fs.readFile(lock, "utf8").catch(() => undefined);
      if (found === undefined) continue;
      const other = holderOf(found);
      if (other === undefined || (await isAlive(fs, other, holder))) throw locked(path, lock, other);
      await takeAway(fs, lock, found, holder.id);
    }
  });
  held.add(holder.id);
  return async () => {
    held.delete(holder.id);
    const found = await fs.readFile(lock, "utf8").catch(() => undefined);
    if (found === text) await fs.rm(lock, { force: true });
  };
}

async function created(fs: Platform["fs"], lock: string, text: string): Promise<boolean> {
  try {
    // A name of its own first, so that nobody reads a lock that is only half written.
    const draft = `${lock}.${crypto.randomUUID()}`;
    await fs.writeFile(draft, text, { mode: 0o600 });
    try {
      await fs.link(draft, lock);
    } finally {
      await fs.rm(draft, { force: true });
    }
    return true;
  } catch (error) {
    if (Object(error).code === "EEXIST") return false;
    throw error;
  }
}

/** Takes a lock away that its holder left behind; puts it back if somebody was faster and it is theirs. */
async function takeAway(fs: Platform["fs"], lock: string, text: string, id: string): Promise<void> {
  const aside = `${lock}.${id}`;
  await fs.rename(lock, aside).catch(() => {});
  const taken = await fs.readFile(aside, "utf8").catch(() => text);
  if (taken !== text) await fs.link(aside, lock).catch(() => {});
  await fs.rm(aside, { force: true });
}

function holderOf(text: string): Holder | undefined {
  try {
    const { id, host, pid, began } = JSON.parse(text);
    return Number.isSafeInteger(pid) ? { id: String(id), host: String(host), pid, began } : undefined;
  } catch {
    return undefined;
  }
}

async function isAlive(fs: Platform["fs"], other: Holder, own: Holder): Promise<boolean> {
  // Nobody can see from here whether a process of another machine has ended.
  if (other.host !== own.host) return true;
  if (other.pid === own.pid) return held.has(other.id);
  const began = await beginOf(fs, other.pid);
  if (began !== undefined && other.began !== undefined) return began === other.began;
  try {
    process.kill(other.pid, 0);
    return own.began === undefined || other.began === undefined;
  } catch (error) {
    return Object(error).code === "EPERM";
  }
}

/** When a process began, on Linux; `undefined` elsewhere, and for one that has ended. */
async function beginOf(fs: Platform["fs"], pid: number): Promise<string | undefined> {
  const stat = await fs.readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // The name of the program comes before, in brackets, and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" ? undefined : fields[19];
}

function locked(path: string, lock: string, other: Holder | undefined): LedgerError {
  const who = other === undefined ? "somebody" : `process ${other.pid} on ${other.host}`;
  return new LedgerError(
    "locked",
    `fileLedger: ${path} is being written by ${who}, and accepts only one writer. If that process has ended, delete ${lock}`,
  );
}
