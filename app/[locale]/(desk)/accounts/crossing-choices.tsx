import { useTranslations } from "next-intl";
import { Checkbox } from "#app/_components/form/checkbox.tsx";
import { FieldError } from "#app/_components/form/field.tsx";

export interface CrossingChoice {
  readonly id: string;
  readonly name: string;
}

interface CrossingChoicesProps {
  /** Of its hint and error; two forms may stand on one page. */
  readonly id: string;
  readonly choices: readonly CrossingChoice[];
  readonly chosen: readonly string[];
  readonly isWrong: boolean;
}

/** From which crossings somebody reports. */
export function CrossingChoices({ id: own, choices, chosen, isWrong }: CrossingChoicesProps) {
  const t = useTranslations("accounts");
  return (
    <fieldset
      className="flex flex-col gap-1"
      tabIndex={isWrong ? -1 : undefined}
      aria-invalid={isWrong ? true : undefined}
      aria-describedby={isWrong ? `${own}-hint ${own}-error` : `${own}-hint`}
    >
      <legend className="mb-1 font-semibold">{t("crossings")}</legend>
      <p id={`${own}-hint`} className="text-sm text-ink-soft">
        {t("add.crossingsHint")}
      </p>
      {/* The height ends within a row, which shows that there are more. */}
      <div className="mt-1 grid max-h-72 gap-x-6 overflow-y-auto rounded-md border border-line-strong bg-surface px-3 sm:grid-cols-2">
        {choices.map(({ id, name }) => (
          <Checkbox
            key={id}
            name="crossing"
            value={id}
            defaultChecked={chosen.includes(id)}
            label={<bdi>{name}</bdi>}
          />
        ))}
      </div>
      {isWrong && <FieldError id={`${own}-error`}>{t("add.noCrossing")}</FieldError>}
    </fieldset>
  );
}
