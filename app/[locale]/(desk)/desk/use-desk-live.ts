"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { trpc } from "#app/_client/trpc.ts";

/** A report is on the desk within this time. The question costs the server some milliseconds; see docs/decisions. */
const LOOK_EVERY_MS = 3_000;

/**
 * Draws the page again whenever the desk has something else to show.
 * @param version of what the page shows
 * @returns whether the last question stayed without an answer
 */
export function useDeskLive(version: string): boolean {
  const router = useRouter();
  const [isDown, setDown] = useState(false);
  const seen = useRef(version);
  useEffect(() => {
    seen.current = version;
  }, [version]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    async function look(): Promise<void> {
      clearTimeout(timer);
      if (!document.hidden) {
        try {
          const answer = await trpc.desk.version.query({});
          setDown(false);
          if (!isOver && answer.version !== seen.current) {
            seen.current = answer.version;
            router.refresh();
          }
        } catch {
          setDown(true);
        }
      }
      if (!isOver) timer = setTimeout(look, LOOK_EVERY_MS);
    }
    const onVisible = () => {
      if (!document.hidden) void look();
    };
    timer = setTimeout(look, LOOK_EVERY_MS);
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [router]);
  return isDown;
}
