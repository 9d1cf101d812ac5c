import { useLocale, useTranslations } from "next-intl";
import { formatDate } from "#app/format/date.ts";
import type { Exercise } from "#server/domain/clock.ts";
import { DAY_MS, SECOND_MS } from "#server/domain/time.ts";
import { ExerciseClock } from "./exercise-clock.tsx";

/** On every page of an exercise, above everything and always in sight: this is not what is so now. */
export function ExerciseBanner({ exercise }: { readonly exercise: Exercise }) {
  const locale = useLocale();
  const t = useTranslations("exercise");
  const day = (at: string) => formatDate(at, { locale, style: "day" });
  const seconds = Math.round(DAY_MS / exercise.speed / SECOND_MS);
  return (
    <aside
      aria-label={t("label")}
      className="sticky inset-bs-0 z-3 border-b-4 border-restricted bg-ink text-ground"
    >
      <div className="page flex flex-wrap items-baseline gap-x-4 py-2">
        <strong className="text-lg tracking-tight">{t("label")}</strong>
        <ExerciseClock />
        <span className="text-sm">
          {t("meaning", { from: day(exercise.fromAt), to: day(exercise.toAt), seconds })}
        </span>
      </div>
    </aside>
  );
}
