"use client";
import { useEffect, useState } from "react";
import { apiPaths } from "#app/api-paths.ts";
import type { Replay } from "#server/domain/replay.ts";
import type { Known } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";

type ReplayLoad =
  | { readonly state: "loading" }
  | { readonly state: "failed" }
  | { readonly state: "ready"; readonly replay: Replay };

/** The address is our own, and answers with what server/api/public/replay.ts lists. */
async function fetchReplay(url: string, signal: AbortSignal): Promise<Replay> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${response.status}`);
  return (await response.json()) as Replay;
}

/** The whole period in one answer; `retry` asks again after a failure. */
export function useReplay(
  period: { readonly from: Instant; readonly to: Instant },
  known: Known,
): ReplayLoad & { readonly retry: () => void } {
  const [load, setLoad] = useState<ReplayLoad>({ state: "loading" });
  const [attempt, setAttempt] = useState(0);
  const url = apiPaths.replay(period, known);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an attempt more is what asks again.
  useEffect(() => {
    const aborter = new AbortController();
    setLoad({ state: "loading" });
    fetchReplay(url, aborter.signal).then(
      (replay) => setLoad({ state: "ready", replay }),
      () => {
        if (!aborter.signal.aborted) setLoad({ state: "failed" });
      },
    );
    return () => aborter.abort();
  }, [url, attempt]);
  return { ...load, retry: () => setAttempt((count) => count + 1) };
}
