/** Keeps the reasons of promises that reject unheard, until it is disposed of. */
export function unheardRejections(): Disposable & { readonly reasons: readonly unknown[] } {
  const reasons: unknown[] = [];
  const keep = (reason: unknown): void => void reasons.push(reason);
  process.on("unhandledRejection", keep);
  return { reasons, [Symbol.dispose]: () => void process.off("unhandledRejection", keep) };
}
