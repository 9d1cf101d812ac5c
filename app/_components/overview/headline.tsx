import { useLocale, useTranslations } from "next-intl";
import { formatDate } from "#app/format/date.ts";
import { formatList, PUNCTUATION } from "#app/format/list.ts";
import { countConditions } from "./arrange-rows.ts";
import type { BoardRow } from "./board-row.ts";

/** The one-look answer, as a plain sentence: "5 of 22 crossings are closed, 2 partly open and 15 unknown." */
export function Headline({ rows }: { readonly rows: readonly BoardRow[] }) {
  const locale = useLocale();
  const t = useTranslations("overview.headline");
  const [first, ...others] = countConditions(rows);
  if (first === undefined) return <>{t("none")}</>;
  const total = rows.length;
  const { stop } = PUNCTUATION[locale];
  if (others.length === 0) return <>{`${t(`all.${first.condition}`, { total })}${stop}`}</>;
  const parts = [
    t(`first.${first.condition}`, { count: first.count, total }),
    ...others.map(({ condition, count }) => t(condition, { count })),
  ];
  return <>{`${formatList(locale, parts)}${stop}`}</>;
}

/** What unknown means here: since when nobody has said anything about those crossings. */
export function UnknownSentence({ rows }: { readonly rows: readonly BoardRow[] }) {
  const locale = useLocale();
  const t = useTranslations("overview");
  const unknown = rows.filter(({ status }) => status.condition === "unknown");
  if (unknown.length === 0) return null;
  const count = unknown.length;
  const last = unknown.reduce<BoardRow | null>(
    (latest, row) =>
      (row.status.lastWordAt ?? "") > (latest?.status.lastWordAt ?? "") ? row : latest,
    null,
  );
  if (last === null || last.status.lastWordAt === null) return <>{t("unknownEver", { count })}</>;
  const date = formatDate(last.status.lastWordAt, { locale, style: "day", zone: last.zones[0] });
  return (
    <>{count === rows.length ? t("unknownAll", { date }) : t("unknownSince", { count, date })}</>
  );
}
