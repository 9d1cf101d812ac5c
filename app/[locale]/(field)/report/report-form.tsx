"use client";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { KeptForm, useKeptForm } from "#app/_client/kept-form.tsx";
import { useFaultWords } from "#app/_components/fault-text.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { pathsFor } from "#app/paths.ts";
import type { State } from "#server/domain/claim.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ReportState } from "./actions.ts";
import { CountFields } from "./count-fields.tsx";
import { ExceptionFields } from "./exception-fields.tsx";
import {
  type FormCrossing,
  type FormValues,
  MOVING_FIELDS,
  STRANDED_FIELDS,
} from "./form-fields.ts";
import { type FormView, formView } from "./form-view.ts";
import { LaneFields } from "./lane-fields.tsx";
import { MorePart } from "./more-part.tsx";
import { CauseFields, NoteField, PostureFields } from "./other-fields.tsx";
import { Refusal } from "./refusal.tsx";
import { reportFormOptions } from "./report-form-options.ts";
import { SeenFields } from "./seen-fields.tsx";

interface ReportFormProps {
  readonly crossing: FormCrossing;
  readonly present: Readonly<Record<string, State>>;
  readonly reportId: string;
  readonly openedAt: Instant;
  /** What the fields begin with: a report that is corrected, which `corrects` names. */
  readonly filled?: FormValues;
}

/** Everything that a reporter may say of a crossing, the most important first. */
export function ReportForm({ crossing, present, reportId, openedAt, filled }: ReportFormProps) {
  const t = useTranslations("report");
  const locale = useLocale();
  const kept = useKeptForm(reportFormOptions(reportId, filled));
  const { state, isPending } = kept;
  const [sent, setSent] = useState<{ at: Instant; of: ReportState } | null>(null);
  // Until an answer has come, sending again must say the same; after it, another minute may be meant.
  const isOut = sent !== null && (sent.of === state || state.code === "unavailable");
  const sentAt = isOut ? sent.at : null;
  const form = formView(state.values, state.problems, useFaultWords());
  const parts = { crossing, form };
  const isUsed = ({ key }: { readonly key: string }) => form.isTouched(`${key}.`);
  return (
    <KeptForm
      form={kept}
      onSend={(data) => setSent({ at: String(data.get("openedAt")), of: state })}
      // What has the focus must not lie under the button that stays at the bottom.
      className="flex flex-col gap-10 max-md:[&_:is(input,select,textarea)]:scroll-mb-28"
    >
      <Refusal state={state} />
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="id" value={state.values.id} />
      <input type="hidden" name="crossing" value={crossing.id} />
      {filled?.corrects !== undefined && (
        <>
          <input type="hidden" name="corrects" value={filled.corrects} />
          <input type="hidden" name="seenBefore" value={filled.seenBefore} />
        </>
      )}
      <Part title={t("part.lanes")}>
        <LaneFields present={present} {...parts} />
        <CauseFields form={form} />
      </Part>
      <Part title={t("part.stranded")} intro={t("part.strandedHint")}>
        <Figures fields={STRANDED_FIELDS} {...parts} />
      </Part>
      <div className="flex flex-col">
        <MorePart title={t("part.exceptions")} isOpen={form.isTouched("exception.")}>
          <p className="text-sm text-ink-soft">{t("part.exceptionsHint")}</p>
          <ExceptionFields {...parts} />
        </MorePart>
        <MorePart title={t("part.moving")} isOpen={MOVING_FIELDS.some(isUsed)}>
          <Figures fields={MOVING_FIELDS} {...parts} />
        </MorePart>
        <MorePart title={t("part.posture")} isOpen={form.isTouched("posture.")}>
          <PostureFields {...parts} />
        </MorePart>
      </div>
      <Part title={t("part.last")}>
        <NoteField form={form} />
        <SeenFields openedAt={openedAt} sentAt={sentAt} {...parts} />
      </Part>
      <div className="sticky bottom-0 -mx-4 border-t border-line bg-ground px-4 py-3 md:static md:mx-0 md:border-0 md:px-0">
        <Button
          kind="primary"
          type="submit"
          disabled={isPending}
          className="w-full md:w-auto md:px-10"
        >
          {isPending ? t("sending") : t("send")}
        </Button>
      </div>
      {state.code === "unauthenticated" && (
        <p>
          <a
            className="text-link"
            href={pathsFor(locale).signIn()}
            target="_blank"
            rel="noreferrer"
          >
            {t("signInAgain")}
          </a>
        </p>
      )}
    </KeptForm>
  );
}

interface PartProps {
  readonly title: ReactNode;
  readonly intro?: ReactNode;
  readonly children: ReactNode;
}

function Part({ title, intro, children }: PartProps) {
  return (
    <section className="flex flex-col gap-5">
      <div className="border-b border-line-strong pb-2">
        <h2 className="text-xl font-bold">{title}</h2>
        {intro !== undefined && <p className="text-sm text-ink-soft">{intro}</p>}
      </div>
      {children}
    </section>
  );
}

interface FiguresProps {
  readonly fields: typeof STRANDED_FIELDS;
  readonly crossing: FormCrossing;
  readonly form: FormView;
}

/** A second place for the same figure stands one step deeper, unless something is in it. */
function Figures({ fields, crossing, form }: FiguresProps) {
  const t = useTranslations("report.count");
  return fields.map((field) => {
    const inner = <CountFields field={field} crossing={crossing} form={form} />;
    if (!field.key.endsWith("_2")) return <div key={field.key}>{inner}</div>;
    return (
      <details key={field.key} open={form.isTouched(`${field.key}.`)}>
        <summary className="text-link inline-flex min-h-11 cursor-pointer items-center text-sm font-medium">
          {t("second", { metric: field.metric })}
        </summary>
        <div className="pt-3">{inner}</div>
      </details>
    );
  });
}
