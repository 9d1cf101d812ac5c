"use client";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useMemo } from "react";
import { keepSeen, takeNote, useSeenBefore } from "#app/_client/visit/visit-store.ts";
import { Button } from "#app/_components/form/button.tsx";
import { formatDate } from "#app/format/date.ts";
import { pathsFor } from "#app/paths.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import { type ChangeSince, changesSince, type SeenRecord } from "#server/domain/last-visit.ts";
import type { LiveStatus } from "#server/domain/live-status.ts";
import type { Instant } from "#server/domain/time.ts";
import { useSinceWords } from "./use-since-words.ts";

export interface VisitRow {
  readonly id: CrossingId;
  readonly name: string;
  readonly status: LiveStatus;
}

interface SinceVisitProps {
  readonly rows: readonly VisitRow[];
  /** Told which rows to mark. */
  readonly onChanged: (ids: ReadonlySet<CrossingId>) => void;
}

/** One calm line: what changed since the reader last looked, until they have taken note. */
export function SinceVisit({ rows, onChanged }: SinceVisitProps) {
  const t = useTranslations("visit");
  const locale = useLocale();
  const before = useSeenBefore();
  const statuses = useMemo(() => rows.map(({ status }) => status), [rows]);
  const changes = useMemo(
    () => (before === null ? [] : changesSince(before, statuses)),
    [before, statuses],
  );
  const ids = changes.map(({ crossingId }) => crossingId).join();
  useEffect(() => keepSeen(statuses), [statuses]);
  useEffect(() => onChanged(new Set(ids === "" ? [] : ids.split(","))), [ids, onChanged]);
  const since = before === null ? null : sinceWhen(before, changes);
  if (since === null) return null;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const time = formatDate(since, { locale, style: "dayTime", zone });
  return (
    <section
      aria-label={t("title")}
      className="flex flex-wrap items-center gap-x-4 gap-y-1 border-s-4 border-ink ps-3 text-sm"
    >
      <div className="min-w-0 flex-1">
        {changes.length === 0 ? t("nothing", { time }) : <Changes {...{ changes, rows, time }} />}
      </div>
      <a
        className="text-link inline-flex min-h-11 items-center font-semibold"
        href={pathsFor(locale).changes()}
      >
        {t("all")}
      </a>
      <Button onClick={takeNote}>{t("dismiss")}</Button>
    </section>
  );
}

/** The earliest look that a change is told against; with none, the latest look at all. */
function sinceWhen(before: SeenRecord, changes: readonly ChangeSince[]): Instant | null {
  const looks = (
    changes.length === 0 ? Object.values(before).map(({ at }) => at) : changes.map((c) => c.since)
  ).toSorted();
  return (changes.length === 0 ? looks.at(-1) : looks[0]) ?? null;
}

interface ChangesProps {
  readonly changes: readonly ChangeSince[];
  readonly rows: readonly VisitRow[];
  readonly time: string;
}

function Changes({ changes, rows, time }: ChangesProps) {
  const t = useTranslations("visit");
  const words = useSinceWords();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const lines = changes.flatMap((change) => {
    const row = byId.get(change.crossingId);
    return row === undefined ? [] : [{ row, text: words(change, row.status) }];
  });
  const [first, ...others] = lines;
  if (first === undefined) return null;
  const line = ({ row, text }: (typeof lines)[number]) => (
    <>
      <bdi className="font-semibold">{row.name}</bdi> – {text}
    </>
  );
  return (
    <>
      {t("since", { time })} {line(first)}
      {others.length > 0 && (
        <details className="inline-block ps-2 align-top">
          <summary className="text-link inline-flex min-h-6 cursor-pointer items-center">
            {t("more", { count: others.length })}
          </summary>
          <ul>
            {others.map((other) => (
              <li key={other.row.id}>{line(other)}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
