"use client";
import { useLocale, useTranslations } from "next-intl";
import { useNow } from "#app/_client/now.ts";
import { ageOf } from "#app/format/age.ts";
import { formatNumber } from "#app/format/number.ts";
import type { Instant } from "#server/domain/time.ts";

interface AgeTextProps {
  readonly at: Instant;
  /** The instant that the page describes; the age as the server drew it. */
  readonly reference: Instant;
  /** A view of the past does not age. */
  readonly ticking?: boolean;
}

/** "3 h ago", going on by itself. */
export function AgeText({ at, reference, ticking = true }: AgeTextProps) {
  const t = useTranslations("time.age");
  const locale = useLocale();
  const now = useNow();
  const { unit, count } = ageOf(at, ticking ? (now ?? reference) : reference);
  // Words follow the number, digits the language: Chromium would write those of Pashto as Latin ones.
  return <>{t(unit, { n: count, count: formatNumber(locale, count) })}</>;
}
