"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { connectLive } from "./live.ts";
import { liveHandlers } from "./live-store.ts";
import { isPastView } from "./past-view.ts";

/** The field's pages show nothing live, and a snapshot of every crossing takes seconds over 2G. */
export const isFieldPage = (pathname: string): boolean =>
  /^(?:\/[a-zA-Z-]{2,5})?\/report(?:\/|$)/.test(pathname);

/** The replay shows the past whatever its address says. */
export const isReplayPage = (pathname: string): boolean => /\/replay$/.test(pathname);

/** Follows the live stream while the page shows now; a view of the past asks for nothing. */
export function LiveProvider() {
  const isPast = isPastView(useSearchParams());
  const pathname = usePathname();
  const isIdle = isPast || isFieldPage(pathname) || isReplayPage(pathname);
  useEffect(() => (isIdle ? undefined : connectLive(liveHandlers)), [isIdle]);
  return null;
}
