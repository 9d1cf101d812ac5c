"use client";
import { useNow } from "#app/_client/now.ts";
import { FreshnessMark } from "#app/_components/state/freshness-mark.tsx";
import { type Freshness, freshnessAt } from "#server/domain/freshness.ts";
import type { Instant } from "#server/domain/time.ts";
import { useCrossing } from "./crossing-live.tsx";

interface FreshnessNowProps {
  readonly lastWordAt: Instant;
  /** When the page was made. */
  readonly freshness: Freshness;
  readonly recorded: boolean;
}

/** How fresh a word is, going on by itself; a view of the past stays as it was. */
export function FreshnessNow({ lastWordAt, freshness, recorded }: FreshnessNowProps) {
  const now = useNow();
  const { status, isPast } = useCrossing();
  const current =
    isPast || now === null
      ? freshness
      : freshnessAt(lastWordAt, status.expectedIntervalMinutes, now);
  return <FreshnessMark freshness={current} recorded={recorded && isPast} />;
}
