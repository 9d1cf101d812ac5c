"use client";
import { useLocale, useTranslations } from "next-intl";
import { useEffect } from "react";

/** Nobody reads a tip so soon; and once it is here, it works without the server. */
const FETCH_AFTER_MS = 5_000;

/** Fetches what shows the tips of instants when a reader first reaches for one, or when the page has settled. */
export function WhenTips() {
  const locale = useLocale();
  const yours = useTranslations("time")("yours");
  useEffect(() => {
    let stop: (() => void) | null = null;
    const ending = new AbortController();
    async function start(first: EventTarget | null): Promise<void> {
      ending.abort();
      clearTimeout(timer);
      // Not to be had: the titles stay, and the next page tries again.
      const tips = await import("./when-tip.ts").catch(() => null);
      if (tips !== null && stop === null) stop = tips.showTips({ locale, yours }, first);
    }
    const reach = ({ target }: Event) => {
      if (target instanceof Element && target.closest(".when") !== null) void start(target);
    };
    for (const type of ["pointerover", "focusin"]) {
      document.addEventListener(type, reach, { signal: ending.signal });
    }
    const timer = setTimeout(() => start(null), FETCH_AFTER_MS);
    return () => {
      ending.abort();
      clearTimeout(timer);
      stop?.();
      stop = () => undefined;
    };
  }, [locale, yours]);
  return null;
}
