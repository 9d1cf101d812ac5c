"use client";
import { useEffect, useRef, useState } from "react";

/** How long a change stays marked. */
const MARK_MS = 8_000;
// The ground alone: words keep their contrast also while the theme changes.
const QUIET = "transition-[background-color] duration-1000";

/** Class names that mark a place for some seconds after `value` has changed; never when the page is first drawn. */
export function useChangeMark(value: string): string {
  const seen = useRef(value);
  const [isMarked, setMarked] = useState(false);
  useEffect(() => {
    if (seen.current === value) return;
    seen.current = value;
    setMarked(true);
    const timer = setTimeout(() => setMarked(false), MARK_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return isMarked ? `${QUIET} bg-changed` : QUIET;
}
