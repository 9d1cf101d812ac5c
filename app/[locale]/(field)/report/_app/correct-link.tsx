"use client";
import { useTranslations } from "next-intl";
import type { OutboxView } from "#app/_client/outbox/outbox.ts";
import { isReport } from "#app/_client/outbox/outbox-entry.ts";
import { buttonClass } from "#app/_components/form/button.tsx";
import { findReceived } from "./form-start.ts";
import { findRetraction } from "./retract-start.ts";
import { hashOf } from "./screen.ts";

interface CorrectLinkProps {
  readonly id: string;
  readonly outbox: OutboxView;
}

/** The ways to correct a received report and to take it back, also without a line; or to what this phone has of that. */
export function CorrectLink({ id, outbox: { entries, home } }: CorrectLinkProps) {
  const t = useTranslations("field.entry");
  const retraction = useTranslations("retraction");
  const received = home === null ? null : findReceived(id, home, entries);
  if (home === null || received === null) return null;
  const entry = entries.find((one) => one.id === id);
  const listed = home.reports.find((report) => report.id === id);
  const review = listed?.review ?? entry?.review;
  const next = entries.filter(isReport).find(({ body }) => body.corrects === id);
  if (next !== undefined) {
    return (
      <a href={hashOf.entry(next.id)} className={buttonClass()}>
        {t("itsCorrection")}
      </a>
    );
  }
  const takesBack = findRetraction(id, entries);
  if (takesBack !== undefined) {
    return (
      <a href={hashOf.entry(takesBack.id)} className={buttonClass()}>
        {retraction("see")}
      </a>
    );
  }
  // Received by its code in another's hand it is not this reporter's to correct.
  const isOthers = entry?.isByCode === true && listed === undefined;
  if (isOthers || review === "retracted" || review === "superseded") return null;
  return (
    <>
      {home.crossings.some((one) => one.id === received.crossingId) && (
        <a href={hashOf.amend(id)} className={buttonClass()}>
          {t("correct")}
        </a>
      )}
      <a href={hashOf.retract(id)} className={buttonClass()}>
        {retraction("open")}
      </a>
    </>
  );
}
