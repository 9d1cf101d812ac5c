"use client";
import { useTranslations } from "next-intl";
import { conflictOf } from "#app/_client/outbox/conflict.ts";
import { rungOf } from "#app/_client/outbox/ladder.ts";
import { isReport, type OutboxEntry } from "#app/_client/outbox/outbox-entry.ts";
import { useRung } from "./use-rung.ts";

const RUNGS = ["saved", "sent", "received"] as const;

/** The rungs behind and before it. */
export function LadderLine({ entry }: { readonly entry: OutboxEntry }) {
  const t = useTranslations("field.rung");
  const rung = useRung();
  const isByCode = conflictOf(entry)?.kind === "by_code";
  const reached = isByCode ? 2 : { saved: 0, sent: 1, refused: 1, received: 2 }[rungOf(entry)];
  return (
    <ol className="flex flex-wrap gap-x-2 gap-y-1 text-sm" aria-label={t("label")}>
      {RUNGS.map((name, index) => (
        <li
          key={name}
          aria-current={index === reached && entry.state !== "refused" ? "step" : undefined}
          className={index <= reached ? "font-semibold" : "text-ink-soft"}
        >
          <span aria-hidden="true">{index <= reached ? "✓ " : "○ "}</span>
          {t(name)}
        </li>
      ))}
      {(entry.state === "refused" || (entry.state === "received" && isReport(entry))) && (
        <li aria-current="step" className="font-semibold">
          {rung(entry)}
        </li>
      )}
    </ol>
  );
}
