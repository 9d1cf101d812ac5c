"use client";
import { useLocale, useTranslations } from "next-intl";
import { KeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { Input, Select } from "#app/_components/form/controls.tsx";
import { describedBy, Field, FieldError } from "#app/_components/form/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { MAX_CORRIDOR_CROSSINGS } from "#server/domain/corridor.ts";
import type { Mode } from "#server/domain/mode.ts";
import { useFirmForm } from "../use-firm-form.ts";
import { saveAction } from "./actions.ts";
import { type DraftPlace, rankName } from "./read-draft.ts";

interface CorridorFormProps {
  /** Made by the page: sent twice it is one corridor. */
  readonly id: string;
  readonly name: string;
  readonly direction: string;
  readonly mode: Mode;
  readonly isNew: boolean;
  readonly places: readonly (DraftPlace & {
    readonly name: string;
    /** The modes that it has, in words. */
    readonly has: readonly string[];
  })[];
  /** Ids in order. */
  readonly chosen: readonly string[];
}

/** Name and crossings of a corridor, each crossing with its place in the order. */
export function CorridorForm(props: CorridorFormProps) {
  const { id, direction, mode, isNew, places, chosen } = props;
  const t = useTranslations("firm.corridors");
  const form = useFirmForm(saveAction);
  const { typed, wrong, problem } = form.state;
  const name = { id: "corridor-name", error: wrong.includes("name") ? t("wrongName") : undefined };
  const most = Math.min(MAX_CORRIDOR_CROSSINGS, places.filter(({ fits }) => fits).length);
  const isWrong = wrong.some((field) => field !== "name");
  return (
    <KeptForm form={form} className="flex max-w-2xl flex-col gap-5">
      <input type="hidden" name="locale" value={useLocale()} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="direction" value={direction} />
      <input type="hidden" name="mode" value={mode} />
      <Field label={t("name")} {...name}>
        <Input
          {...describedBy(name)}
          name="name"
          required
          maxLength={80}
          autoComplete="off"
          defaultValue={typed.name ?? props.name}
        />
      </Field>
      <fieldset className="flex flex-col gap-2">
        <legend className="font-semibold">{t("crossings")}</legend>
        <p className="text-sm text-ink-soft">{t("crossingsHint")}</p>
        {places.map((place) => (
          <PlaceChoice
            key={place.id}
            place={place}
            most={most}
            rank={typed[rankName(place.id)] ?? String(chosen.indexOf(place.id) + 1)}
          />
        ))}
        {isWrong && <FieldError id="corridor-crossings-error">{t("wrongCrossings")}</FieldError>}
      </fieldset>
      {problem !== null && (
        <Notice kind="bad" role="alert">
          {t(`problem.${problem}`)}
        </Notice>
      )}
      <p>
        <Button kind="primary" type="submit" disabled={form.isPending}>
          {isNew ? t("make") : t("save")}
        </Button>
      </p>
    </KeptForm>
  );
}

interface PlaceChoiceProps {
  readonly place: CorridorFormProps["places"][number];
  readonly most: number;
  /** "0": not in the corridor. */
  readonly rank: string;
}

function PlaceChoice({ place, most, rank }: PlaceChoiceProps) {
  const t = useTranslations("firm.corridors");
  const id = `rank-${place.id}`;
  if (!place.fits) {
    return (
      <p className="flex min-h-11 flex-col justify-center text-ink-soft">
        <bdi>{place.name}</bdi>
        <span className="text-sm">{t("noLane", { has: place.has.join(" · ") })}</span>
      </p>
    );
  }
  return (
    <div className="flex items-center gap-3">
      <Select id={id} name={rankName(place.id)} defaultValue={rank} className="max-w-28">
        <option value="0">{t("unused")}</option>
        {Array.from({ length: most }, (_, i) => (
          <option key={place.id + String(i + 1)} value={i + 1}>
            {t("rank", { rank: i + 1 })}
          </option>
        ))}
      </Select>
      <label htmlFor={id}>
        <bdi>{place.name}</bdi>
      </label>
    </div>
  );
}
