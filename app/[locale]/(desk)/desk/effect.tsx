import { useTranslations } from "next-intl";
import type { Crossing } from "#server/domain/crossing.ts";
import type { Effect as ReportEffect } from "#server/domain/urgency.ts";
import { useEffectWords } from "./use-effect-words.ts";

interface EffectProps extends ReportEffect {
  readonly crossing: Crossing;
}

/** What the public would read as changed, before anybody decides. */
export function Effect({ crossing, details, urgency }: EffectProps) {
  const t = useTranslations("desk.effect");
  const words = useEffectWords(crossing.lanes.map(({ id }) => id));
  const lines = words(details);
  const isRenewal = lines.length === 0 && urgency.reasons.includes("freshness");
  return (
    <div>
      <h3 className="text-sm text-ink-soft">{t("title")}</h3>
      <ul className="font-semibold">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {urgency.reasons.includes("dispute") && <li className="font-normal">{t("dispute")}</li>}
      </ul>
      {isRenewal && <p>{t("renews")}</p>}
      {urgency.reasons.length === 0 && <p>{t("none")}</p>}
    </div>
  );
}
