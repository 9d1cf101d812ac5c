"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { KeptForm, useKeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import type { Instant } from "#server/domain/time.ts";
import type { ReportState } from "./actions.ts";
import { Refusal } from "./refusal.tsx";
import { reportFormOptions } from "./report-form-options.ts";
import { useSeenNow } from "./seen-fields.tsx";

interface NoChangeFormProps {
  readonly crossingId: string;
  readonly reportId: string;
  readonly openedAt: Instant;
}

/** One button: everything is as I said last. */
export function NoChangeForm({ crossingId, reportId, openedAt }: NoChangeFormProps) {
  const t = useTranslations("report");
  const locale = useLocale();
  const kept = useKeptForm(reportFormOptions(reportId));
  const { state, isPending } = kept;
  const [sent, setSent] = useState<{ at: Instant; of: ReportState } | null>(null);
  const isOut = sent !== null && (sent.of === state || state.code === "unavailable");
  const now = useSeenNow(openedAt, isOut ? sent.at : null);
  return (
    <KeptForm
      form={kept}
      onSend={() => setSent({ at: now, of: state })}
      className="flex flex-col items-start gap-3"
    >
      <Refusal state={state} />
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="id" value={state.values.id} />
      <input type="hidden" name="crossing" value={crossingId} />
      <input type="hidden" name="openedAt" value={now} />
      <input type="hidden" name="claim" value="no_change" />
      <Button type="submit" disabled={isPending}>
        {isPending ? t("sending") : t("nothingChanged")}
      </Button>
    </KeptForm>
  );
}
