"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "#app/_components/form/checkbox.tsx";

interface LaneBoxesProps {
  readonly lanes: readonly { readonly id: string; readonly label: string }[];
  /** Undefined: nothing was chosen yet, and all are. */
  readonly chosen: readonly string[] | undefined;
  readonly error: string | undefined;
}

/** Which lanes it holds for. */
export function LaneBoxes({ lanes, chosen, error }: LaneBoxesProps) {
  const t = useTranslations("announcements");
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-semibold">{t("lanes")}</legend>
      <div className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
        {lanes.map(({ id, label }) => (
          <Checkbox
            key={id}
            name="lanes"
            value={id}
            defaultChecked={chosen === undefined || chosen.includes(id)}
            label={label}
          />
        ))}
      </div>
      {error !== undefined && (
        <p className="border-s-4 border-closed ps-2 text-sm font-medium text-closed">{error}</p>
      )}
    </fieldset>
  );
}
