import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** Takes the focus when what had it is gone: on a narrow page, one part takes the place of another. */
export function useFocusIfLost<E extends HTMLElement>(key: string | undefined): RefObject<E | null> {
  const ref = useRef<E>(null);
  useEffect(() => {
    if (key === undefined) return;
    const active = document.activeElement;
    if (active === null || active === document.body || !active.checkVisibility()) ref.current?.focus();
  }, [key]);
  return ref;
}
