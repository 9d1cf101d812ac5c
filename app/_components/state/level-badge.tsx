import { useTranslations } from "next-intl";
import { ALERT_LEVELS, type Alert } from "#server/domain/status.ts";

const STEPS = [1, 2, 3, 4] as const;

/** Alert level as a word with a four-step meter in ink; colour is left to the states. */
export function LevelBadge({ level }: { readonly level: Alert["level"] }) {
  const t = useTranslations("states");
  const weight = level >= 3 ? "font-bold" : "font-medium";
  return (
    <span className={`inline-flex items-center gap-1.5 ${weight}`}>
      <span className="inline-flex items-end gap-0.5" aria-hidden="true">
        {STEPS.map((step) => (
          <span
            key={step}
            style={{ blockSize: `${4 + step * 2}px` }}
            className={`inline-block w-1 ${step <= level ? "bg-ink forced-color-adjust-none forced-colors:bg-[CanvasText]" : "bg-line"}`}
          />
        ))}
      </span>
      {t(`level.${ALERT_LEVELS[level]}`)}
    </span>
  );
}
