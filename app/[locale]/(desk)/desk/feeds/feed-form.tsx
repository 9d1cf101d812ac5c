"use client";
import { useLocale, useTranslations } from "next-intl";
import { KeptForm, useKeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { Input, Select } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { feedAction } from "./actions.ts";
import { BLANK_FEED } from "./feed-state.ts";
import { MappingFields } from "./mapping-fields.tsx";
import { PreviewView } from "./preview-view.tsx";

const KINDS = ["cbp_bwt", "mapped_csv", "mapped_geojson"] as const;

/** What is mostly wanted of a new one. */
const USUAL = {
  kind: "cbp_bwt",
  url: "https://bwt.cbp.gov/api/bwtnew",
  id: "us-cbp",
  name: "U.S. Customs and Border Protection",
  party: "US",
  intervalMinutes: "15",
};

interface FeedFormProps {
  /** The one that is changed, by field of the form; null: a new one. */
  readonly feed: Readonly<Record<string, string>> | null;
}

/** A feed: what would come of it is shown first, then it is added, or changed. */
export function FeedForm({ feed }: FeedFormProps) {
  const t = useTranslations("feeds");
  const locale = useLocale();
  const form = useKeptForm({
    action: feedAction,
    blank: BLANK_FEED,
    unanswered: (before) => ({ ...before, isUnanswered: true }),
  });
  const { problems, refusal, isUnanswered, preview } = form.state;
  const values: Readonly<Record<string, string>> = { ...(feed ?? USUAL), ...form.state.values };
  const field = (name: string) => ({ id: `feed-${name}`, error: problems[name] });
  return (
    <KeptForm form={form} className="flex max-w-3xl flex-col gap-5">
      {(refusal !== null || isUnanswered) && (
        <Notice kind="bad" role="alert">
          {isUnanswered ? t("unanswered") : refusal}
        </Notice>
      )}
      <input type="hidden" name="locale" value={locale} />
      {feed === null ? (
        <Field label={t("kind.label")} {...field("kind")}>
          <Select id="feed-kind" name="kind" defaultValue={values.kind}>
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`kind.${kind}`)}
              </option>
            ))}
          </Select>
        </Field>
      ) : (
        ["change", "kind", "id", "party"].map((name) => (
          <input key={name} type="hidden" name={name} value={feed[name] ?? ""} />
        ))
      )}
      <Field label={t("url")} {...field("url")} hint={t("urlHint")}>
        <Input
          {...describedBy({ ...field("url"), hint: "" })}
          name="url"
          type="url"
          dir="ltr"
          required
          maxLength={2000}
          defaultValue={values.url}
        />
      </Field>
      <div className="grid gap-5 sm:grid-cols-2">
        {feed === null && (
          <Field label={t("id")} {...field("id")} hint={t("idHint")}>
            <Input
              {...describedBy({ ...field("id"), hint: "" })}
              name="id"
              dir="ltr"
              maxLength={40}
              defaultValue={values.id}
            />
          </Field>
        )}
        <Field label={t("name")} {...field("name")}>
          <Input
            {...describedBy(field("name"))}
            name="name"
            maxLength={100}
            defaultValue={values.name}
          />
        </Field>
        {feed === null && (
          <Field label={t("party")} {...field("party")} hint={t("partyHint")}>
            <Input
              {...describedBy({ ...field("party"), hint: "" })}
              name="party"
              dir="ltr"
              maxLength={2}
              defaultValue={values.party}
            />
          </Field>
        )}
        <Field label={t("interval")} {...field("intervalMinutes")}>
          <Input
            {...describedBy(field("intervalMinutes"))}
            name="intervalMinutes"
            type="number"
            min={5}
            max={10080}
            defaultValue={values.intervalMinutes}
          />
        </Field>
      </div>
      {feed?.kind !== "cbp_bwt" && <MappingFields values={values} problems={problems} />}
      <p className="flex flex-wrap gap-3">
        <Button type="submit" name="intent" value="preview" disabled={form.isPending}>
          {t("preview")}
        </Button>
        <Button kind="primary" type="submit" name="intent" value="add" disabled={form.isPending}>
          {feed === null ? t("add") : t("save")}
        </Button>
      </p>
      <div aria-live="polite">{preview !== null && <PreviewView preview={preview} />}</div>
    </KeptForm>
  );
}
