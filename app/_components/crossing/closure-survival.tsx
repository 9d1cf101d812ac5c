import { useLocale, useTranslations } from "next-intl";
import { Table } from "#app/_components/table.tsx";
import { formatNumber, formatPercent } from "#app/format/number.ts";
import { LEAST_CASES } from "#server/domain/closure-survival.ts";
import type { SurvivalGroup, SurvivalQuestion } from "#server/domain/survival-groups.ts";
import { Disclosure } from "./section.tsx";

export interface ClosureSurvivalProps {
  readonly survival: Pick<SurvivalQuestion, "cause" | "day"> & {
    readonly groups: readonly SurvivalGroup[];
  };
}

/** How much longer closures lasted that had come as far as this one: the sentence, and its curve as a table. */
export function ClosureSurvival({ survival }: ClosureSurvivalProps) {
  const t = useTranslations("survival");
  const { groups, cause, day } = survival;
  const speaker = groups.at(-1);
  if (speaker === undefined) return null;
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-semibold">{t("title")}</h3>
      <p className="max-w-prose">
        <Said group={speaker} cause={cause} day={day} />
      </p>
      <p className="max-w-prose text-sm text-ink-soft">{t("rule", { least: LEAST_CASES })}</p>
      <Disclosure summary={t("table", { cases: speaker.cases })}>
        <CurveTable curve={speaker.curve} />
      </Disclosure>
    </div>
  );
}

/** "Of 9 closures here that reached day 31, half lasted at least 12 more days." */
function Said({
  group: { scope, remaining },
  cause,
  day,
}: { readonly group: SurvivalGroup } & Pick<SurvivalQuestion, "cause" | "day">) {
  const t = useTranslations("survival");
  const causes = useTranslations("crossing.cause");
  if (remaining === null) return t("tooFew", { day });
  const { reached, ended, basis, days } = remaining;
  const said = { scope, cause: causes(cause ?? "unknown"), reached, days };
  return (
    <>
      <strong>{day === 1 ? t("whole", said) : t("further", { ...said, day })}</strong>{" "}
      {t(`basis.${basis}`, { ended })}
    </>
  );
}

function CurveTable({ curve }: Pick<SurvivalGroup, "curve">) {
  const t = useTranslations("survival");
  const locale = useLocale();
  const numbers = ["days", "atRisk", "ended", "censored"] as const;
  return (
    <Table
      caption={t("caption")}
      columns={[...numbers, "share" as const].map((key) => ({
        key,
        heading: t(key),
        numeric: true,
      }))}
      rows={curve.map((point) => ({
        key: String(point.days),
        cells: {
          ...Object.fromEntries(numbers.map((key) => [key, formatNumber(locale, point[key])])),
          share: formatPercent(locale, point.share),
        },
      }))}
    />
  );
}
