"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { deleteReport, type OutboxView, tryAgain } from "#app/_client/outbox/outbox.ts";
import { isWaiting, type OutboxEntry } from "#app/_client/outbox/outbox-entry.ts";
import { reportBody } from "#app/_client/outbox/report-body.ts";
import { PhotoField } from "#app/_client/photos/photo-field.tsx";
import { Button, buttonClass } from "#app/_components/form/button.tsx";
import { Textarea } from "#app/_components/form/controls.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { RelayCode } from "#app/_components/relay/relay-code.tsx";
import { crossingName } from "#app/format/country.ts";
import { pathsFor } from "#app/paths.ts";
import type { RelayReport } from "#server/formats/relay/relay-code.ts";
import { SaidWords } from "../own-reports.tsx";
import { ClockNote } from "./clock-note.tsx";
import { formCrossing } from "./form-crossing.ts";
import { claimsOf } from "./last-said.ts";
import { useRung } from "./outbox-list.tsx";
import { hashOf } from "./screen.ts";

/** What would be sent now; the form made it, by the schema that the server reads it with. */
const asSent = (entry: OutboxEntry): RelayReport => JSON.parse(reportBody(entry, Date.now()));

interface EntryScreenProps {
  readonly outbox: OutboxView;
  readonly id: string;
  readonly onDone: (said: string) => void;
}

/** One report on this phone: how far it has come, why it is stuck, and what can be done with it alone. */
export function EntryScreen({ outbox, id, onDone }: EntryScreenProps) {
  const t = useTranslations("field");
  const locale = useLocale();
  const entry = outbox.entries.find(
    (one) => one.id === id && one.accountId === outbox.home?.account.id,
  );
  const known = outbox.home?.crossings.find((one) => one.id === entry?.body.crossing);
  const listed = outbox.home?.reports.find((report) => report.id === id);
  const crossing = known === undefined ? undefined : formCrossing(known);
  if (entry === undefined) {
    return (
      <div className="mx-auto flex max-w-xl flex-col gap-4 py-8">
        <p>{t("entry.gone")}</p>
        <Home />
      </div>
    );
  }
  return (
    <div className="mx-auto flex max-w-xl flex-col gap-4 py-4">
      <Home />
      <h1 className="text-2xl font-bold">
        {crossing === undefined ? entry.body.crossing : crossingName(locale, crossing)}
      </h1>
      <Ladder entry={entry} />
      {entry.refusal !== null && (
        <Notice kind="bad" title={t(`refused.${entry.refusal.code}`)}>
          {entry.refusal.fields.length === 0 ? (
            <p dir="auto">{entry.refusal.message}</p>
          ) : (
            entry.refusal.fields.map(({ path, message }) => (
              <p key={path} dir="auto">
                {message}
              </p>
            ))
          )}
        </Notice>
      )}
      {entry.lastFailure !== null && isWaiting(entry) && (
        <Notice kind="warning">
          {t(`failure.${entry.lastFailure.kind}`, { count: entry.attempts })}
        </Notice>
      )}
      <SaidWords claims={claimsOf(entry)} crossing={crossing} />
      {entry.body.note && <p dir="auto">{entry.body.note}</p>}
      {listed !== undefined && crossing !== undefined && (
        <ClockNote
          observedAt={listed.observedAt}
          clock={listed.deviceClock}
          zone={crossing.sides[0].zone}
        />
      )}
      <PhotoField
        reportId={id}
        accountId={entry.accountId}
        isReceived={entry.state === "received"}
      />
      {entry.state === "received" ? (
        <a href={pathsFor(locale).receipt(id)} className={buttonClass()}>
          {t("entry.receipt")}
        </a>
      ) : (
        <>
          {crossing !== undefined && (
            <details>
              <summary className="text-link min-h-11 cursor-pointer py-2">
                {t("entry.asCode")}
              </summary>
              <RelayCode report={asSent(entry)} crossing={crossing} />
            </details>
          )}
          <Mending entry={entry} onDone={onDone} />
        </>
      )}
    </div>
  );
}

function Home() {
  const t = useTranslations("field");
  return (
    <a href={hashOf.home()} className="text-link inline-flex min-h-11 items-center self-start">
      {t("back")}
    </a>
  );
}

const RUNGS = ["saved", "sent", "received"] as const;

/** The rungs behind and before it. */
function Ladder({ entry }: { readonly entry: OutboxEntry }) {
  const t = useTranslations("field.rung");
  const rung = useRung();
  const reached = { saved: 0, sent: 1, refused: 1, received: 2 }[entry.state];
  return (
    <ol className="flex flex-wrap gap-x-2 gap-y-1 text-sm" aria-label={t("label")}>
      {RUNGS.map((name, index) => (
        <li
          key={name}
          aria-current={index === reached && entry.state !== "refused" ? "step" : undefined}
          className={index <= reached ? "font-semibold" : "text-ink-soft"}
        >
          <span aria-hidden="true">{index <= reached ? "✓ " : "○ "}</span>
          {t(name)}
        </li>
      ))}
      {(entry.state === "refused" || entry.state === "received") && (
        <li aria-current="step" className="font-semibold">
          {rung(entry)}
        </li>
      )}
    </ol>
  );
}

/** A report that is not there yet belongs to its writer alone: send, mend, copy out, delete. */
function Mending({ entry, onDone }: { entry: OutboxEntry; onDone: (said: string) => void }) {
  const t = useTranslations("field.entry");
  const [isSure, setSure] = useState(false);
  const [text, setText] = useState<string | null>(null);
  const remove = async () => {
    await deleteReport(entry.id);
    onDone(t("deleted"));
  };
  const copyOut = async () => {
    const body = reportBody(entry, Date.now());
    setText(body);
    // Refused or missing: it stands in the field below, to be copied by hand.
    await navigator.clipboard?.writeText(body).catch(() => undefined);
  };
  return (
    <div className="flex flex-col gap-2">
      <Button kind="primary" onClick={() => void tryAgain(entry.id)}>
        {t("tryAgain")}
      </Button>
      <a href={hashOf.mend(entry.id)} className={buttonClass()}>
        {t("mend")}
      </a>
      <Button onClick={() => void copyOut()}>{t("copy")}</Button>
      {text !== null && (
        <Textarea readOnly dir="ltr" rows={6} value={text} aria-label={t("copied")} />
      )}
      <Button kind="danger" onClick={() => (isSure ? void remove() : setSure(true))}>
        {isSure ? t("deleteSure") : t("delete")}
      </Button>
    </div>
  );
}
