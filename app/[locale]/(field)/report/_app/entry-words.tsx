"use client";
import { useTranslations } from "next-intl";
import type { OutboxView } from "#app/_client/outbox/outbox.ts";
import { isRetraction, type OutboxEntry } from "#app/_client/outbox/outbox-entry.ts";
import type { FormCrossing } from "../form-fields.ts";
import { SaidWords } from "../own-reports.tsx";
import { findReceived } from "./form-start.ts";
import { claimsOf } from "./last-said.ts";

interface EntryWordsProps {
  readonly entry: OutboxEntry;
  readonly outbox: OutboxView;
  readonly crossing: FormCrossing | undefined;
}

/** What an entry of the outbox says: the claims of a report, or which report is taken back and why. */
export function EntryWords({ entry, outbox: { home, entries }, crossing }: EntryWordsProps) {
  const t = useTranslations("retraction");
  const own = useTranslations("report.own");
  if (!isRetraction(entry)) return <SaidWords claims={claimsOf(entry)} crossing={crossing} />;
  const { retracts, reason } = entry.body;
  const report = home === null ? null : findReceived(retracts, home, entries);
  const onRecord = entry.reason ?? reason;
  return (
    <div>
      <p className="font-semibold">{t("takesBack")}</p>
      <SaidWords claims={report?.claims ?? []} crossing={crossing} />
      <p dir="auto">{own("retractedReason", { reason: onRecord })}</p>
      {onRecord !== reason && <p dir="auto">{t("firstReason", { reason })}</p>}
    </div>
  );
}
