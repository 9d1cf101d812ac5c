import { useTranslations } from "next-intl";
import { Input } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import type { FirmFormState } from "../form-state.ts";

/** Zones of the borders on record; any other name of the IANA database can be typed. */
const ZONES = [
  "Asia/Kabul",
  "Asia/Karachi",
  "Asia/Tehran",
  "Asia/Ashgabat",
  "Asia/Tashkent",
  "Asia/Dushanbe",
  "Asia/Dubai",
  "UTC",
];

/** Name and time zone of a firm. */
export function FirmFields({ state }: { readonly state: FirmFormState }) {
  const t = useTranslations("firm.members");
  const { typed, wrong } = state;
  const name = {
    id: "firm-name",
    error: wrong.includes("name") ? t("wrongName") : undefined,
  };
  const zone = {
    id: "firm-zone",
    hint: t("zoneHint"),
    error: wrong.includes("timeZone") ? t("wrongZone") : undefined,
  };
  return (
    <>
      <Field label={t("firmName")} {...name}>
        <Input
          {...describedBy(name)}
          name="name"
          required
          maxLength={100}
          autoComplete="off"
          defaultValue={typed.name}
        />
      </Field>
      <Field label={t("zone")} {...zone}>
        <Input
          {...describedBy(zone)}
          name="timeZone"
          required
          dir="ltr"
          maxLength={64}
          list="firm-zones"
          autoComplete="off"
          defaultValue={typed.timeZone}
        />
        <datalist id="firm-zones">
          {ZONES.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      </Field>
    </>
  );
}
