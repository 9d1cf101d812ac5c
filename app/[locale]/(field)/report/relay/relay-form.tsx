"use client";
import { useLocale, useTranslations } from "next-intl";
import { KeptForm, useKeptForm } from "#app/_client/kept-form.tsx";
import { Button, buttonClass } from "#app/_components/form/button.tsx";
import { Select, Textarea } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { countryName } from "#app/format/country.ts";
import { pathsFor } from "#app/paths.ts";
import { type RelayState, relayAction } from "./actions.ts";
import { ReadingView } from "./reading-view.tsx";
import { useQuestionWords } from "./use-question-words.ts";

const OPTIONS = {
  action: relayAction,
  blank: { text: "", country: "", reading: null, receipt: null, refusal: null },
  unanswered: (before: RelayState, form: FormData): RelayState => ({
    ...before,
    text: String(form.get("text") ?? before.text),
    receipt: null,
    refusal: { code: "unavailable", message: "" },
  }),
};

/** Type, see what was understood, send. */
export function RelayForm({ countries }: { readonly countries: readonly string[] }) {
  const t = useTranslations("relay");
  const locale = useLocale();
  const words = useQuestionWords();
  const kept = useKeptForm<RelayState>(OPTIONS);
  const { state, isPending } = kept;
  const { reading, receipt } = state;
  if (receipt !== null) return <Received receipt={receipt} />;
  const asked = reading?.read.question ?? null;
  const code = {
    id: "text",
    hint: t("codeHint"),
    error: asked === null ? undefined : words(asked),
  };
  const clock = { id: "country", hint: t("clockHint") };
  return (
    <KeptForm form={kept} className="flex flex-col gap-5">
      <Refused state={state} />
      <Field label={t("code")} {...code}>
        <Textarea
          {...describedBy(code)}
          name="text"
          dir="ltr"
          required
          rows={3}
          maxLength={2_000}
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          defaultValue={state.text}
        />
      </Field>
      <Field label={t("clock")} {...clock}>
        <Select {...describedBy(clock)} name="country" defaultValue={state.country}>
          <option value="">{t("clockFirst")}</option>
          {countries.map((country) => (
            <option key={country} value={country}>
              {countryName(locale, country)}
            </option>
          ))}
        </Select>
      </Field>
      <p>
        <Button
          type="submit"
          name="step"
          value="read"
          disabled={isPending}
          kind={reading === null ? "primary" : "plain"}
        >
          {isPending ? t("reading") : reading === null ? t("read") : t("again")}
        </Button>
      </p>
      {reading !== null && (
        <ReadingView key={reading.read.readAt} reading={reading} isPending={isPending} />
      )}
    </KeptForm>
  );
}

function Refused({ state: { refusal } }: { readonly state: RelayState }) {
  const t = useTranslations("relay");
  if (refusal === null) return null;
  return (
    <Notice kind="bad" role="alert" title={t("refused")}>
      <p>{refusal.code === "unavailable" ? t("unanswered") : refusal.message}</p>
    </Notice>
  );
}

function Received({ receipt }: { readonly receipt: NonNullable<RelayState["receipt"]> }) {
  const t = useTranslations("relay");
  const to = pathsFor(useLocale());
  return (
    <div className="flex flex-col gap-5">
      <Notice kind="good" role="status" title={t("stored")}>
        {receipt.isRepeat && <p>{t("repeat")}</p>}
        <p>{t(`review.${receipt.review}`)}</p>
      </Notice>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 text-sm">
        <dt className="text-ink-soft">{t("id")}</dt>
        <dd className="break-all">
          <code dir="ltr">{receipt.id}</code>
        </dd>
      </dl>
      <p>
        <a href={to.relay()} className={buttonClass("primary")}>
          {t("another")}
        </a>
      </p>
    </div>
  );
}
