"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import type { LiveHeld } from "#server/domain/live-status.ts";
import { connectLive } from "./live.ts";
import { liveHandlers } from "./live-store.ts";
import { isPastView } from "./past-view.ts";

/** The field's pages show nothing live, and a snapshot of every crossing takes seconds over 2G. */
export const isFieldPage = (pathname: string): boolean =>
  /^(?:\/[a-zA-Z-]{2,5})?\/report(?:\/|$)/.test(pathname);

/** The replay shows the past whatever its address says. */
export const isReplayPage = (pathname: string): boolean => /\/replay$/.test(pathname);

interface LiveProviderProps {
  /** What the page was drawn from, or older. */
  readonly drawn: LiveHeld;
}

/** Follows the live stream while the page shows now; a view of the past asks for nothing. */
export function LiveProvider({ drawn }: LiveProviderProps) {
  // Pages drawn later are newer; the line does not begin anew for them.
  const [first] = useState(drawn);
  const isPast = isPastView(useSearchParams());
  const pathname = usePathname();
  const isIdle = isPast || isFieldPage(pathname) || isReplayPage(pathname);
  useEffect(() => {
    if (!isIdle) return connectLive(liveHandlers, first);
  }, [isIdle, first]);
  return null;
}
