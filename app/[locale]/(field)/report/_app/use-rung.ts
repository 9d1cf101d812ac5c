"use client";
import { useTranslations } from "next-intl";
import { conflictOf } from "#app/_client/outbox/conflict.ts";
import { rungOf } from "#app/_client/outbox/ladder.ts";
import { isRetraction, type OutboxEntry } from "#app/_client/outbox/outbox-entry.ts";

/** Where a report on this phone stands, as one word. */
export function useRung(): (entry: OutboxEntry) => string {
  const t = useTranslations("field.rung");
  const reviews = useTranslations("report.own.review");
  return (entry) => {
    if (entry.state === "received") {
      if (isRetraction(entry)) return t("received");
      // By another's hand nothing of the desk's word comes back to this phone.
      const isUntold = entry.isByCode === true && entry.review === "received";
      return isUntold ? t("byCode") : reviews(entry.review ?? "received");
    }
    const conflict = conflictOf(entry);
    if (conflict?.kind === "by_code") return t("byCode");
    return conflict?.kind === "newer" || conflict?.kind === "taken_back"
      ? t("conflict")
      : t(rungOf(entry));
  };
}
