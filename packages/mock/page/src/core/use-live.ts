import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { WorldEvent } from "../../../src/schemas.gen.ts";
import { onEvent } from "./live.ts";

/** What an event means to a value: the value that it becomes, or that it is to be fetched again. */
export type Fold<T> = (value: T, event: WorldEvent) => T | "reload";

/** A value of the server, kept up to date. */
export interface Live<T> {
  /** The value; `undefined` until it came. */
  readonly value: T | undefined;
  /** Why it could not be fetched, in words. */
  readonly error: string | undefined;
  /** Fetches it again. */
  readonly reload: () => void;
}

/** The least time between two fetches of the same value. */
const PAUSE_MS = 200;

/**
 * Fetches a value, and again whenever `key` changes or an event asks for it. Several events in a short time lead to one
 * fetch; a response that was overtaken is dropped.
 */
export function useLive<T>(key: string, load: () => Promise<T>, fold: Fold<T>): Live<T> {
  const [state, setState] = useState<{ key: string; value?: T | undefined; error?: string | undefined }>({ key });
  const latest = useRef({ load, fold });
  latest.current = { load, fold };
  const reloadRef = useRef(() => {});
  const reload = useCallback(() => reloadRef.current(), []);

  useEffect(() => {
    let isOver = false;
    let isLoading = false;
    let isStale = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const fetchNow = async (): Promise<void> => {
      timer = undefined;
      if (isLoading) {
        isStale = true;
        return;
      }
      isLoading = true;
      isStale = false;
      try {
        const value = await latest.current.load();
        if (!isOver) setState({ key, value });
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        if (!isOver) setState((old) => ({ key, value: old.key === key ? old.value : undefined, error: message }));
      }
      isLoading = false;
      if (isStale && !isOver) soon();
    };
    const soon = (): void => {
      timer ??= setTimeout(fetchNow, PAUSE_MS);
    };
    reloadRef.current = soon;
    void fetchNow();
    const stop = onEvent((event) => {
      if (event.type === "hello") return;
      if (event.type === "reload") return soon();
      setState((old) => {
        // What changes while the first response is on its way may be missing from it.
        const value = old.key === key && old.value !== undefined ? latest.current.fold(old.value, event) : "reload";
        if (value !== "reload") return value === old.value ? old : { key, value };
        soon();
        return old;
      });
    });
    return () => {
      isOver = true;
      clearTimeout(timer);
      stop();
    };
  }, [key]);

  const isCurrent = state.key === key;
  return { value: isCurrent ? state.value : undefined, error: isCurrent ? state.error : undefined, reload };
}
