import { useLocale, useTranslations } from "next-intl";
import { Button } from "#app/_components/form/button.tsx";
import { Select } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { When } from "#app/_components/time/when.tsx";
import { countryName, crossingName } from "#app/format/country.ts";
import { SaidWords } from "../own-reports.tsx";
import type { Reading } from "./actions.ts";

interface ReadingViewProps {
  readonly reading: Reading;
  readonly isPending: boolean;
}

/** What was understood, in words; and, when it is all, the button that sends it. */
export function ReadingView({ reading, isPending }: ReadingViewProps) {
  const t = useTranslations("relay");
  const locale = useLocale();
  const { read, crossing } = reading;
  if (crossing === null) return null;
  const { observedAt, zone } = read;
  const isWhole = read.question === null && read.problems.length === 0;
  const side = crossing.sides.find((one) => one.zone === zone);
  return (
    <section aria-labelledby="understood" className="flex flex-col gap-4" aria-live="polite">
      <h2 id="understood" className="text-xl font-semibold">
        {isWhole ? t("says") : t("understood")}
      </h2>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2">
        <dt className="text-ink-soft">{t("crossing")}</dt>
        <dd>
          <bdi className="font-semibold">{crossingName(locale, crossing)}</bdi>
        </dd>
        {observedAt !== null && zone !== null && (
          <>
            <dt className="text-ink-soft">{t("seen")}</dt>
            <dd>
              <When at={observedAt} reference={read.readAt} zones={[zone]} show="both" />{" "}
              <span className="text-ink-soft">
                {t("clockOf", {
                  zone: side === undefined ? "UTC" : countryName(locale, side.country),
                })}
              </span>
            </dd>
          </>
        )}
        <dt className="text-ink-soft">{t("id")}</dt>
        <dd className="break-all">
          {read.id === null ? t("noId") : <code dir="ltr">{read.id}</code>}
        </dd>
      </dl>
      <SaidWords claims={read.claims} crossing={crossing} />
      {read.problems.length > 0 && (
        <Notice kind="bad" title={t("problem")}>
          <ul>
            {read.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Notice>
      )}
      {isWhole && <Send reading={reading} isPending={isPending} />}
    </section>
  );
}

function Send({ reading: { text, read, reporters }, isPending }: ReadingViewProps) {
  const t = useTranslations("relay");
  const whose = { id: "reporterId", hint: t("whoseHint") };
  return (
    <>
      <input type="hidden" name="readAt" value={read.readAt} />
      <input type="hidden" name="readText" value={text} />
      {reporters !== null && (
        <Field label={t("whose")} {...whose}>
          <Select {...describedBy(whose)} name="reporterId" defaultValue="">
            <option value="">{t("mine")}</option>
            {reporters.map(({ id, name, email }) => (
              <option key={id} value={id}>
                {t("reporter", { name, email })}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <p>
        <Button type="submit" name="step" value="send" kind="primary" disabled={isPending}>
          {isPending ? t("sending") : t("send")}
        </Button>
      </p>
    </>
  );
}
