"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import type { Instant } from "#server/domain/time.ts";
import { useLiveStatuses } from "../live-store.ts";

/** Changes that come together are drawn once. */
const GATHER_MS = 1_500;

interface BoardLiveProps {
  readonly crossingIds: readonly string[];
  /** The instant that the page describes. */
  readonly at: Instant;
}

/**
 * Draws a page of boards again when the live stream has a newer word of one of its crossings: what a board shows of each is
 * more than the stream says. One for all of its corridors, which may share crossings.
 */
export function BoardLive({ crossingIds, at }: BoardLiveProps) {
  const router = useRouter();
  const statuses = useLiveStatuses();
  const asked = useRef("");
  const newest =
    crossingIds
      .flatMap((id) => statuses.get(id)?.at ?? [])
      .toSorted()
      .at(-1) ?? "";
  const isNewer = newest > at;
  useEffect(() => {
    if (!isNewer || asked.current === newest) return;
    const timer = setTimeout(() => {
      asked.current = newest;
      router.refresh();
    }, GATHER_MS);
    return () => clearTimeout(timer);
  }, [isNewer, newest, router]);
  return null;
}
