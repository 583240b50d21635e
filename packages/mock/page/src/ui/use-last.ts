import { useRef } from "preact/hooks";

/** Returns the newest value that there was, so that a list stays while the next one is fetched. */
export function useLast<T>(value: T | undefined): T | undefined {
  const last = useRef(value);
  if (value !== undefined) last.current = value;
  return last.current;
}
