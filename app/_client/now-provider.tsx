"use client";
import { type ReactNode, startTransition, useEffect, useState } from "react";
import { fromMs, type Instant } from "#server/domain/time.ts";
import { NowContext } from "./now.ts";
import { worldNowMs, worldSpeed } from "./world-clock.ts";

/** Ages are shown in whole minutes at the finest; twice a minute keeps them right. */
const TICK_MS = 30_000;
/** In an exercise a day passes in a minute or less. */
const FAST_TICK_MS = 1_000;

/**
 * One clock for everything on the page that ages. A tick draws a whole board anew; as a transition it is drawn piece by
 * piece, so that a slow phone hears its reader in between.
 */
export function NowProvider({ children }: { readonly children: ReactNode }) {
  const [now, setNow] = useState<Instant | null>(null);
  useEffect(() => {
    const tick = () => startTransition(() => setNow(fromMs(worldNowMs())));
    tick();
    const timer = setInterval(tick, worldSpeed() > 1 ? FAST_TICK_MS : TICK_MS);
    // Also when the page is shown again: a phone that slept must not show old ages.
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, []);
  return <NowContext value={now}>{children}</NowContext>;
}
