"use client";
import { useLocale, useTranslations } from "next-intl";
import type { OutboxView } from "#app/_client/outbox/outbox.ts";
import { isRetraction } from "#app/_client/outbox/outbox-entry.ts";
import { When } from "#app/_components/time/when.tsx";
import { crossingName } from "#app/format/country.ts";
import { pathsFor } from "#app/paths.ts";
import { Reason, SaidWords } from "../own-reports.tsx";
import { EntryWords } from "./entry-words.tsx";
import { formCrossing } from "./form-crossing.ts";
import { idOf, linesOf } from "./own-lines.ts";
import { hashOf } from "./screen.ts";
import { useRung } from "./use-rung.ts";

interface OutboxListProps {
  readonly outbox: OutboxView;
}

/** With hundreds waiting only the newest are drawn; how many wait stands above. */
const SHOWN = 20;

/** What was sent from this phone, and what the server has of mine besides. */
export function OutboxList({ outbox }: OutboxListProps) {
  const t = useTranslations("report.own");
  const field = useTranslations("field");
  const locale = useLocale();
  const rung = useRung();
  const reference = new Date().toISOString();
  const all = linesOf(outbox);
  const lines = all.slice(0, SHOWN);
  if (lines.length === 0) return <p className="text-ink-soft">{t("none")}</p>;
  return (
    <>
      <ol className="flex flex-col">
        {lines.map((line) => {
          const isHere = "entry" in line;
          const id = idOf(line);
          const crossingId = isHere ? line.entry.body.crossing : line.report.crossingId;
          const known = outbox.home?.crossings.find((one) => one.id === crossingId);
          const crossing = known === undefined ? undefined : formCrossing(known);
          const reason = isHere ? line.entry.reason : line.report.reason;
          return (
            <li key={id} className="flex flex-col gap-1 border-b border-line py-3 text-sm">
              <p className="flex flex-wrap justify-between gap-x-4">
                <a
                  className="text-link inline-flex min-h-11 items-center font-semibold"
                  href={isHere ? hashOf.entry(id) : pathsFor(locale).receipt(id)}
                >
                  {crossing === undefined ? crossingId : crossingName(locale, crossing)}
                </a>
                <span className="inline-flex items-center font-semibold">
                  {isHere ? rung(line.entry) : t(`review.${line.report.review}`)}
                </span>
              </p>
              <p className="text-ink-soft">
                <When
                  at={line.at}
                  reference={reference}
                  zones={crossing?.sides.map(({ zone }) => zone) ?? ["UTC"]}
                  show="both"
                />
              </p>
              {isHere ? (
                <EntryWords entry={line.entry} outbox={outbox} crossing={crossing} />
              ) : (
                <SaidWords claims={line.report.claims} crossing={crossing} />
              )}
              {!(isHere && isRetraction(line.entry)) && (
                <Reason review={isHere ? line.entry.review : line.report.review} reason={reason} />
              )}
            </li>
          );
        })}
      </ol>
      {all.length > SHOWN && (
        <p className="py-3 text-sm text-ink-soft">{field("more", { count: all.length - SHOWN })}</p>
      )}
    </>
  );
}
