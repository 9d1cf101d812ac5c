import { useTranslations } from "next-intl";
import { MODES } from "#server/domain/mode.ts";

/** A direction over a border of ours, and its name. */
export interface NamedDirection {
  readonly direction: string;
  readonly label: string;
}

export function DirectionOptions({
  directions,
}: {
  readonly directions: readonly NamedDirection[];
}) {
  return directions.map(({ direction, label }) => (
    <option key={direction} value={direction}>
      {label}
    </option>
  ));
}

export function ModeOptions() {
  const t = useTranslations("states.mode");
  return MODES.map((mode) => (
    <option key={mode} value={mode}>
      {t(mode)}
    </option>
  ));
}
