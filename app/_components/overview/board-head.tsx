import { useTranslations } from "next-intl";
import type { Mode } from "#server/domain/crossing.ts";

const COLUMNS = [
  { area: "name", label: "name" },
  { area: "state", label: "state" },
  { area: "people", label: "people_stranded" },
  { area: "trucks", label: "trucks_stranded" },
  { area: "level", label: "level" },
] as const;

/** Column headings for the eye, on wide boards; every row says the same words to screen readers. */
export function BoardHead({ modes }: { readonly modes: readonly Mode[] }) {
  const t = useTranslations("overview.column");
  const states = useTranslations("states.modeShort");
  return (
    <div aria-hidden="true" className="board-head text-xs font-semibold text-ink-soft">
      {COLUMNS.map(({ area, label }) => (
        <span key={area} style={{ gridArea: area }}>
          {t(label)}
        </span>
      ))}
      <span className="lane-grid" style={{ gridArea: "lanes", "--modes": modes.length }}>
        <span />
        {modes.map((mode) => (
          <span key={mode} className="text-center">
            {states(mode)}
          </span>
        ))}
      </span>
    </div>
  );
}
