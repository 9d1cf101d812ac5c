"use client";
import { useLocale, useTranslations } from "next-intl";
import { useNow } from "#app/_client/now.ts";
import { serverNow } from "#app/_client/outbox/device-skew.ts";
import type { OutboxView } from "#app/_client/outbox/outbox.ts";
import { Notice } from "#app/_components/notice.tsx";
import { AgeText } from "#app/_components/time/age-text.tsx";
import { When } from "#app/_components/time/when.tsx";
import { crossingName } from "#app/format/country.ts";
import { formatInstant } from "#app/format/date.ts";
import { formCrossing } from "./form-crossing.ts";
import { listOverdue } from "./overdue.ts";
import { hashOf } from "./screen.ts";

/** My crossings of which nobody has told for too long; without a line by what this phone heard last. */
export function OverdueNotice({ outbox }: { readonly outbox: OutboxView }) {
  const t = useTranslations("field.overdue");
  const locale = useLocale();
  const now = useNow();
  const { home, entries, isReached } = outbox;
  if (home === null || now === null) return null;
  const reference = serverNow(Date.parse(now));
  const overdue = listOverdue(home, entries, reference);
  if (overdue.length === 0) return null;
  return (
    <Notice kind="warning">
      <ul>
        {overdue.map(({ crossing, lastWordAt }) => {
          const [{ zone }] = crossing.sides;
          return (
            <li key={crossing.id}>
              <a
                className="text-link inline-flex min-h-11 items-center"
                href={hashOf.update(crossing.id)}
              >
                <span>
                  {t.rich("since", {
                    crossing: crossingName(locale, formCrossing(crossing)),
                    // No button: this stands in a link, and must break as its sentence does.
                    when: () => (
                      <time dateTime={lastWordAt}>
                        <bdi>{formatInstant(lastWordAt, { locale, style: "dayTime", zone })}</bdi>
                        {" · "}
                        <AgeText at={lastWordAt} reference={reference} />
                      </time>
                    ),
                  })}
                </span>
              </a>
            </li>
          );
        })}
      </ul>
      {isReached === false && (
        <p className="text-sm">
          {t.rich("asOf", {
            when: () => <When at={home.at} reference={reference} zones={["UTC"]} />,
          })}
        </p>
      )}
    </Notice>
  );
}
