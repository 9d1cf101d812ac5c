"use client";
import { useTranslations } from "next-intl";
import { useSeenBefore } from "#app/_client/visit/visit-store.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { Instant } from "#server/domain/time.ts";

interface NewSinceProps {
  readonly crossingId: CrossingId;
  /** When it came to be known. */
  readonly at: Instant;
}

/** Marks what came to be known after the reader last looked at its crossing. */
export function NewSince({ crossingId, at }: NewSinceProps) {
  const t = useTranslations("visit");
  const seen = useSeenBefore()?.[crossingId];
  if (seen === undefined || at <= seen.at) return null;
  return <strong className="me-2 border-s-4 border-ink ps-1.5 text-sm">{t("mark")}</strong>;
}
