import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** Takes the focus when what had it is gone: on a narrow page, one part takes the place of another. */
export function useFocusIfLost<E extends HTMLElement>(key: string | undefined): RefObject<E | null> {
  const ref = useRef<E>(null);
  useEffect(() => {
    if (key === undefined) return;
    // A part that was hidden loses the focus with the next frame.
    const frame = requestAnimationFrame(() =>
      setTimeout(() => {
        if (document.activeElement === document.body) ref.current?.focus();
      }),
    );
    return () => cancelAnimationFrame(frame);
  }, [key]);
  return ref;
}
