"use client";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { mendReport, type OutboxView, saveReport } from "#app/_client/outbox/outbox.ts";
import { toTheSecond } from "#app/_client/outbox/report-body.ts";
import { Button, buttonClass } from "#app/_components/form/button.tsx";
import { Textarea } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { crossingName } from "#app/format/country.ts";
import { MAX_REASON_LENGTH } from "#server/domain/report.ts";
import { SaidWords } from "../own-reports.tsx";
import { formCrossing } from "./form-crossing.ts";
import { Frame } from "./frame.tsx";
import { type RetractAsked, retractStart } from "./retract-start.ts";
import { hashOf } from "./screen.ts";

interface RetractScreenProps {
  readonly asked: RetractAsked;
  readonly outbox: OutboxView;
  readonly onDone: (said: string) => void;
}

/** Takes a received report back, with the reason. Saved on this phone first, like a report. */
export function RetractScreen({ asked, outbox, onDone }: RetractScreenProps) {
  const field = useTranslations("field");
  const t = useTranslations("retraction");
  const locale = useLocale();
  const [problem, setProblem] = useState<"noReason" | "notKept" | null>(null);
  // Two taps of an impatient thumb take it back once.
  const isKeeping = useRef(false);
  const { home, entries } = outbox;
  // What arrives while somebody writes does not take the form away.
  const [start] = useState(() => (home === null ? null : retractStart(asked, home, entries)));
  if (start === null) {
    return (
      <Frame title={null}>
        <p>{field("entry.gone")}</p>
      </Frame>
    );
  }
  const { reportId, crossingId, claims, entry } = start;
  const known = home?.crossings.find(({ id }) => id === crossingId);
  const crossing = known === undefined ? undefined : formCrossing(known);

  async function save(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (isKeeping.current) return;
    const form = event.currentTarget;
    const reason = String(new FormData(form).get("reason") ?? "").trim();
    if (reason === "") {
      setProblem("noReason");
      form.querySelector("textarea")?.focus();
      return;
    }
    const observedAt = toTheSecond(Date.now());
    const body = { crossing: crossingId, observedAt, retracts: reportId, reason };
    isKeeping.current = true;
    try {
      if (entry === null) await saveReport({ body, isTypedTime: false });
      else await mendReport(entry.id, { body, isTypedTime: false });
      onDone(field("saved"));
    } catch {
      isKeeping.current = false;
      setProblem("notKept");
    }
  }

  const why = {
    id: "reason",
    hint: t("reasonHint"),
    error: problem === "noReason" ? t("noReason") : undefined,
  };
  return (
    <Frame title={t("title")}>
      <div>
        <p className="font-semibold">
          {crossing === undefined ? crossingId : crossingName(locale, crossing)}
        </p>
        <SaidWords claims={claims} crossing={crossing} />
      </div>
      <p>{t("intro")}</p>
      {problem === "notKept" && (
        <Notice kind="bad" role="alert">
          {field("notKept")}
        </Notice>
      )}
      <form noValidate onSubmit={(event) => void save(event)} className="flex flex-col gap-4">
        <Field label={t("reason")} {...why}>
          <Textarea
            {...describedBy(why)}
            name="reason"
            maxLength={MAX_REASON_LENGTH}
            defaultValue={start.reason}
          />
        </Field>
        <Button kind="danger" type="submit" className="min-h-14">
          {t("send")}
        </Button>
        <a href={hashOf.home()} className={buttonClass()}>
          {t("back")}
        </a>
      </form>
    </Frame>
  );
}
