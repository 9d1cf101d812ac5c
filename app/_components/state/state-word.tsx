import { useTranslations } from "next-intl";
import type { State } from "#server/domain/claim.ts";
import type { Condition } from "#server/domain/status.ts";
import { STATE_COLOUR, StateGlyph } from "./state-glyph.tsx";

/** The glyph that stands for a condition: partly open is drawn as restricted. */
export function conditionState(condition: Condition): State {
  return condition === "partial" ? "restricted" : condition;
}

interface StateWordProps {
  /** A lane's state or a crossing's condition. */
  readonly state: State | Condition;
  readonly size?: number;
  readonly className?: string;
}

/** Glyph and word of a state, in its colour: the badge. */
export function StateWord({ state, size = 16, className = "" }: StateWordProps) {
  const t = useTranslations("states");
  const shape = conditionState(state);
  return (
    <span
      className={`inline-flex items-center gap-1.5 font-semibold ${STATE_COLOUR[shape]} ${className}`}
    >
      <StateGlyph state={shape} size={size} />
      {t(state)}
    </span>
  );
}
