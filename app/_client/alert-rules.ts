"use client";
import { useEffect, useState } from "react";
import type { deriveAlert } from "#server/domain/alert.ts";

/** No word grows too old so soon: a page is made anew when time changes anything on it. */
const FETCH_AFTER_MS = 5_000;

export type DeriveAlert = typeof deriveAlert;

/** The rules of alert levels, fetched once a page has settled, while the server is there; null until then. */
export function useAlertRules(): DeriveAlert | null {
  const [rules, setRules] = useState<DeriveAlert | null>(null);
  useEffect(() => {
    const timer = setTimeout(async () => {
      const fetched = await import("#server/domain/alert.ts").catch(() => null);
      if (fetched !== null) setRules(() => fetched.deriveAlert);
    }, FETCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return rules;
}
