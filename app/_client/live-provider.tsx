"use client";
import { useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { connectLive } from "./live.ts";
import { liveHandlers } from "./live-store.ts";

/** Follows the live stream while the page shows now; a view of the past asks for nothing. */
export function LiveProvider() {
  const isPast = useSearchParams().has("asOf");
  useEffect(() => (isPast ? undefined : connectLive(liveHandlers)), [isPast]);
  return null;
}
