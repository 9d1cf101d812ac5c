"use client";
import { useLocale, useTranslations } from "next-intl";
import { useNow } from "#app/_client/now.ts";
import { Input, Radio, RadioGroup, Select } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { countryName } from "#app/format/country.ts";
import { formatInstant, formatOffset } from "#app/format/date.ts";
import type { Instant } from "#server/domain/time.ts";
import type { FormCrossing } from "./form-fields.ts";
import type { FormView } from "./form-view.ts";

interface SeenFieldsProps {
  readonly crossing: FormCrossing;
  readonly form: FormView;
  /** When the server made the page. */
  readonly openedAt: Instant;
  /** When the form was sent, while its answer is out: sent again it must say the same. */
  readonly sentAt: Instant | null;
}

/** What "now" means: when the form is sent; without script, when it was opened, as it says. */
export function useSeenNow(openedAt: Instant, sentAt: Instant | null): Instant {
  const now = useNow();
  return sentAt ?? now ?? openedAt;
}

/** When it was seen: now, or at a time on a clock of either side. */
export function SeenFields({ crossing, form, openedAt, sentAt }: SeenFieldsProps) {
  const t = useTranslations("report.seen");
  const locale = useLocale();
  const now = useSeenNow(openedAt, sentAt);
  const [near] = crossing.sides;
  const time = formatInstant(now, { locale, style: "time", zone: near.zone });
  const seenAt = { id: "seenAt", error: form.problem("seenAt") };
  const zone = { id: "zone", error: form.problem("zone") };
  const isThen = form.value("seen") === "then";
  return (
    <div className="flex flex-col gap-3">
      <input type="hidden" name="openedAt" value={now} />
      <RadioGroup legend={t("legend")}>
        <Radio
          name="seen"
          value="now"
          defaultChecked={!isThen}
          label={
            <>
              {t("now")}{" "}
              <bdi className="text-ink-soft">{`${time} ${formatOffset(now, near.zone)}`}</bdi>
            </>
          }
        />
        <Radio name="seen" value="then" defaultChecked={isThen} label={t("then")} />
      </RadioGroup>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t("at")} hint={t("atHint")} {...seenAt}>
          <Input
            {...describedBy({ ...seenAt, hint: t("atHint") })}
            name="seenAt"
            type="datetime-local"
            defaultValue={form.value("seenAt")}
          />
        </Field>
        <Field label={t("zone")} hint={t("zoneHint")} {...zone}>
          <Select
            {...describedBy({ ...zone, hint: t("zoneHint") })}
            name="zone"
            defaultValue={form.value("zone") || near.zone}
          >
            {crossing.sides.map((side) => (
              <option key={side.country} value={side.zone}>
                {t("clock", {
                  country: countryName(locale, side.country),
                  offset: formatOffset(now, side.zone),
                })}
              </option>
            ))}
          </Select>
        </Field>
      </div>
    </div>
  );
}
