import { useTranslations } from "next-intl";
import { Button } from "#app/_components/form/button.tsx";
import { Select } from "#app/_components/form/controls.tsx";
import { Field } from "#app/_components/form/field.tsx";
import { DirectionOptions, ModeOptions, type NamedDirection } from "../lane-options.tsx";
import type { Draft } from "./read-draft.ts";

interface ChooseLaneProps {
  readonly action: string;
  readonly directions: readonly NamedDirection[];
  readonly chosen: Pick<Draft, "direction" | "mode"> | null;
  readonly editId: string | null;
}

/** First which way and by what: that decides which crossings there are to choose from. */
export function ChooseLane({ action, directions, chosen, editId }: ChooseLaneProps) {
  const t = useTranslations("firm.corridors");
  return (
    <form action={action} className="flex flex-wrap items-end gap-3 pb-5">
      {editId !== null && <input type="hidden" name="edit" value={editId} />}
      <Field id="corridor-direction" label={t("direction")}>
        <Select id="corridor-direction" name="direction" defaultValue={chosen?.direction}>
          <DirectionOptions directions={directions} />
        </Select>
      </Field>
      <Field id="corridor-mode" label={t("mode")}>
        <Select id="corridor-mode" name="mode" defaultValue={chosen?.mode ?? "truck"}>
          <ModeOptions />
        </Select>
      </Field>
      <Button type="submit">{t("show")}</Button>
    </form>
  );
}
