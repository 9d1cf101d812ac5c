import { useLocale, useTranslations } from "next-intl";
import { useChangeWords } from "#app/_components/crossing/use-change-words.ts";
import { formatDate, formatOffset } from "#app/format/date.ts";
import { PUNCTUATION } from "#app/format/list.ts";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import type { ChangeDetail } from "#server/domain/change.ts";
import type { ReplayChange } from "#server/domain/replay.ts";

/** Sentences told of one crossing at once; the others are on its page. */
const MAX_SENTENCES = 4;

interface WhatChangedProps {
  readonly said: readonly ReplayChange[];
  readonly names: ReadonlyMap<string, string>;
  readonly known: AsOfQuery["known"];
  readonly zone: string;
}

/** What changed last, each crossing with its sentences, linked to it as it was then. */
export function WhatChanged({ said, names, known, zone }: WhatChangedProps) {
  const t = useTranslations("replay");
  const locale = useLocale();
  const to = pathsFor(locale);
  const words = useChangeWords();
  const states = useTranslations("states");
  /** Lanes that all went the same way are told together. */
  const tell = (details: readonly ChangeDetail[]): string[] => {
    const lanes = details.filter((detail) => detail.kind === "lane");
    const [first] = lanes;
    const isOne = lanes.every(({ from, to: into }) => from === first?.from && into === first.to);
    if (first === undefined || lanes.length < 2 || !isOne) return [...new Set(details.map(words))];
    const others = details.filter((detail) => detail.kind !== "lane");
    const together = t("lanesTogether", {
      count: lanes.length,
      to: states(first.to),
      from: states(first.from),
    });
    return [together, ...new Set(others.map(words))];
  };
  const at = said[0]?.at;
  if (at === undefined) return <p className="text-ink-soft">{t("nothingYet")}</p>;
  const when = `${formatDate(at, { locale, style: "dayTime", zone })} ${formatOffset(at, zone)}`;
  return (
    <>
      <p className="text-sm text-ink-soft">{t("changedAt", { when })}</p>
      <ul className="flex flex-col gap-1">
        {said.map(({ id, details }) => {
          const sentences = tell(details);
          return (
            <li key={id}>
              <a className="text-link font-semibold" href={to.crossing(id, { asOf: at, known })}>
                <bdi>{names.get(id) ?? id}</bdi>
              </a>
              {": "}
              {sentences.slice(0, MAX_SENTENCES).join(PUNCTUATION[locale].semicolon)}
              {sentences.length > MAX_SENTENCES && " …"}
            </li>
          );
        })}
      </ul>
    </>
  );
}
