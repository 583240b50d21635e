const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const running = new Set<() => void>();

/**
 * Ends a command with this process, also where a signal ends that.
 *
 * @param end Ends the command.
 * @returns Releases it, once it has ended by itself.
 */
export function endWithThisProcess(end: () => void): () => void {
  if (running.size === 0) {
    process.on("exit", endAll);
    for (const signal of SIGNALS) process.on(signal, endBySignal);
  }
  running.add(end);
  return () => {
    running.delete(end);
    if (running.size === 0) ignore();
  };
}

function endAll(): void {
  for (const end of running) end();
}

function endBySignal(signal: NodeJS.Signals): void {
  endAll();
  // Others who listen decide themselves when this process ends.
  if (process.listenerCount(signal) > 1) return;
  ignore();
  process.kill(process.pid, signal);
}

function ignore(): void {
  process.off("exit", endAll);
  for (const signal of SIGNALS) process.off(signal, endBySignal);
}
