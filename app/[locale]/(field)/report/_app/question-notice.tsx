"use client";
import { useLocale, useTranslations } from "next-intl";
import type { OutboxView } from "#app/_client/outbox/outbox.ts";
import { Notice } from "#app/_components/notice.tsx";
import { crossingName } from "#app/format/country.ts";
import { pathsFor } from "#app/paths.ts";
import { formCrossing } from "./form-crossing.ts";

interface QuestionNoticeProps {
  readonly outbox: OutboxView;
  /** Of one report alone; absent: of all. */
  readonly reportId?: string;
}

/** What the desk asked and waits to hear; without a line as this phone heard it last. */
export function QuestionNotice({ outbox, reportId }: QuestionNoticeProps) {
  const t = useTranslations("field.question");
  const to = pathsFor(useLocale());
  const locale = useLocale();
  const { home, isReached } = outbox;
  const asked = (home?.questions ?? []).filter(
    (one) => reportId === undefined || one.reportId === reportId,
  );
  if (home === null || asked.length === 0) return null;
  return (
    <Notice kind="warning" title={t("title")}>
      <ul className="flex flex-col gap-2">
        {asked.map(({ reportId: id, crossingId, text }) => {
          const known = home.crossings.find((one) => one.id === crossingId);
          const name = known === undefined ? crossingId : crossingName(locale, formCrossing(known));
          return (
            <li key={id}>
              <p>
                <bdi>{name}</bdi>: <bdi className="whitespace-pre-line">{text}</bdi>
              </p>
              {isReached === false ? (
                <p>{t("later")}</p>
              ) : (
                <a className="text-link inline-flex min-h-11 items-center" href={to.receipt(id)}>
                  {t("answer", { crossing: name })}
                </a>
              )}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
