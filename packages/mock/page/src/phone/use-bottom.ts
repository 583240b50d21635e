import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** How far from the end a reader may be who still follows what comes. */
const NEAR_PX = 80;

/** Keeps a list at its end while it grows, unless its reader has scrolled up; whenever `key` changes it goes there. */
export function useBottom(key: string): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = ref.current;
    const content = box?.firstElementChild;
    if (box === null || !content) return;
    let isFollowing = true;
    const toEnd = (): void => box.scrollTo({ top: box.scrollHeight });
    const look = (): void => {
      isFollowing = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    };
    const observer = new ResizeObserver(() => {
      if (isFollowing) toEnd();
    });
    observer.observe(content);
    observer.observe(box);
    box.addEventListener("scroll", look);
    toEnd();
    return () => {
      observer.disconnect();
      box.removeEventListener("scroll", look);
    };
  }, [key]);
  return ref;
}
