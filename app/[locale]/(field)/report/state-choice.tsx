import { useTranslations } from "next-intl";
import { StateGlyph } from "#app/_components/state/state-glyph.tsx";
import { CLAIMABLE_STATES } from "#server/domain/claim.ts";

interface StateChoiceProps {
  readonly name: string;
  /** What the choice is about, for those who do not see it stand beside. */
  readonly legend: string;
  readonly chosen: string;
  readonly isWrong?: boolean;
}

const CELL =
  "relative grid min-h-11 min-w-11 cursor-pointer grid-flow-col place-items-center gap-1.5 border-y border-e border-line-strong bg-surface px-2 text-sm first-of-type:rounded-s-md first-of-type:border-s last:rounded-e-md has-checked:bg-sunken has-checked:font-semibold has-checked:shadow-[inset_0_0_0_2px_var(--color-ink)] forced-colors:has-checked:outline-3 forced-colors:has-checked:-outline-offset-6 has-focus-visible:z-1 has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent";

/** No word, open, restricted, closed: one of four, in a row of keys. */
export function StateChoice({ name, legend, chosen, isWrong = false }: StateChoiceProps) {
  const t = useTranslations("states");
  const none = useTranslations("report")("noWord");
  return (
    <fieldset className="flex shrink-0">
      <legend className="sr-only">{legend}</legend>
      <label className={CELL}>
        <input
          type="radio"
          name={name}
          value=""
          defaultChecked={chosen === ""}
          aria-invalid={isWrong || undefined}
          className="sr-only"
        />
        <span aria-hidden="true">–</span>
        <span className="sr-only">{none}</span>
      </label>
      {CLAIMABLE_STATES.map((state) => (
        <label key={state} className={CELL}>
          <input
            type="radio"
            name={name}
            value={state}
            defaultChecked={chosen === state}
            className="sr-only"
          />
          <StateGlyph state={state} size={18} />
          <span className="max-md:sr-only">{t(state)}</span>
        </label>
      ))}
    </fieldset>
  );
}
