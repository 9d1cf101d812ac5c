"use client";
/** The status that everything live on a crossing's page shows: one copy, kept current by the stream and by time. */
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useAlertRules } from "#app/_client/alert-rules.ts";
import { useLive } from "#app/_client/live-store.ts";
import { useNow } from "#app/_client/now.ts";
import { ageLiveStatus } from "#app/_components/overview/age-row.ts";
import type { LiveStatus } from "#server/domain/live-status.ts";
import { hasNewWord } from "./new-word.ts";

export interface CrossingView {
  readonly status: LiveStatus;
  /** Something was reported since the page was made: what stands behind the figures must be asked for. */
  readonly hasNews: boolean;
  /** The instant that the page was made for. */
  readonly reference: string;
  readonly zones: readonly [string, string];
  /** A view of the past neither follows the stream nor ages. */
  readonly isPast: boolean;
}

const Context = createContext<CrossingView | null>(null);

export function useCrossing(): CrossingView {
  const view = useContext(Context);
  if (view === null) throw new Error("This part of a crossing's page stands outside CrossingLive.");
  return view;
}

interface CrossingLiveProps {
  readonly initial: LiveStatus;
  readonly zones: readonly [string, string];
  readonly isPast: boolean;
  readonly children: ReactNode;
}

export function CrossingLive({ initial, zones, isPast, children }: CrossingLiveProps) {
  const { statuses } = useLive();
  const now = useNow();
  const rules = useAlertRules();
  const heard = isPast ? undefined : statuses.get(initial.crossingId);
  const view = useMemo(() => {
    const newest: LiveStatus = heard ?? initial;
    const status = isPast || now === null ? newest : ageLiveStatus(newest, now, rules);
    const hasNews = heard !== undefined && hasNewWord(initial, heard);
    return { status, hasNews, reference: initial.at, zones, isPast };
  }, [heard, initial, now, rules, zones, isPast]);
  return <Context value={view}>{children}</Context>;
}
