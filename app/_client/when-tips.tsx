"use client";
import { useLocale, useTranslations } from "next-intl";
import { useEffect } from "react";
import { whenReached } from "./when-reached.ts";

/** Fetches what shows the tips of instants when a reader first reaches for one, or when the page has settled. */
export function WhenTips() {
  const locale = useLocale();
  const yours = useTranslations("time")("yours");
  useEffect(() => {
    let stop: (() => void) | null = null;
    const callOff = whenReached(".when", async (reached) => {
      // Not to be had: the titles stay, and the next page tries again.
      const tips = await import("./when-tip.ts").catch(() => null);
      if (tips !== null && stop === null) stop = tips.showTips({ locale, yours }, reached);
    });
    return () => {
      callOff();
      stop?.();
      stop = () => undefined;
    };
  }, [locale, yours]);
  return null;
}
