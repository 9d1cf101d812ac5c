"use client";
import { useLocale, useTranslations } from "next-intl";
import { conflictOf } from "#app/_client/outbox/conflict.ts";
import type { HomeReport } from "#app/_client/outbox/field-home.ts";
import type { OutboxView } from "#app/_client/outbox/outbox.ts";
import { isReport, isRetraction, type OutboxEntry } from "#app/_client/outbox/outbox-entry.ts";
import { reportBody } from "#app/_client/outbox/report-body.ts";
import { PhotoField } from "#app/_client/photos/photo-field.tsx";
import { buttonClass } from "#app/_components/form/button.tsx";
import { RelayCode } from "#app/_components/relay/relay-code.tsx";
import { crossingName } from "#app/format/country.ts";
import { pathsFor } from "#app/paths.ts";
import type { RelayReport } from "#server/formats/relay/relay-code.ts";
import type { FormCrossing } from "../form-fields.ts";
import { Reason, SaidWords } from "../own-reports.tsx";
import { ClockNote } from "./clock-note.tsx";
import { CorrectLink } from "./correct-link.tsx";
import { EntryWords } from "./entry-words.tsx";
import { formCrossing } from "./form-crossing.ts";
import { Frame } from "./frame.tsx";
import { LadderLine } from "./ladder-line.tsx";
import { Mending, RemoveButton } from "./mending.tsx";
import { QuestionNotice } from "./question-notice.tsx";
import { Trouble } from "./trouble.tsx";

/** What would be sent now; the form made it, by the schema that the server reads it with. */
const asSent = (entry: OutboxEntry): RelayReport => JSON.parse(reportBody(entry, Date.now()));

interface EntryScreenProps {
  readonly outbox: OutboxView;
  readonly id: string;
  readonly onDone: (said: string) => void;
}

/** One report: how far it has come, why it is stuck, and what can be done with it alone. */
export function EntryScreen({ outbox, id, onDone }: EntryScreenProps) {
  const t = useTranslations("field");
  const locale = useLocale();
  const { entries, home } = outbox;
  const entry = entries.find((one) => one.id === id && one.accountId === home?.account.id);
  const listed = home?.reports.find((report) => report.id === id);
  const crossingId = entry?.body.crossing ?? listed?.crossingId;
  if (crossingId === undefined) {
    return (
      <Frame title={null}>
        <p>{t("entry.gone")}</p>
      </Frame>
    );
  }
  // Taken back is told on the receipt of the report.
  const receiptId = entry !== undefined && isRetraction(entry) ? entry.body.retracts : id;
  const known = home?.crossings.find((one) => one.id === crossingId);
  const crossing = known === undefined ? undefined : formCrossing(known);
  const title = crossing === undefined ? crossingId : crossingName(locale, crossing);
  return (
    <Frame title={title}>
      <QuestionNotice outbox={outbox} reportId={id} />
      {entry === undefined ? (
        listed !== undefined && <Listed report={listed} crossing={crossing} />
      ) : (
        <Kept entry={entry} outbox={outbox} crossing={crossing} />
      )}
      {listed !== undefined && crossing !== undefined && (
        <ClockNote
          observedAt={listed.observedAt}
          clock={listed.deviceClock}
          zone={crossing.sides[0].zone}
        />
      )}
      {entry !== undefined && isReport(entry) && (
        <PhotoField
          reportId={id}
          accountId={entry.accountId}
          isReceived={entry.state === "received" || conflictOf(entry)?.kind === "by_code"}
        />
      )}
      {entry === undefined || entry.state === "received" ? (
        <>
          <CorrectLink id={id} outbox={outbox} />
          {(listed !== undefined || entry?.isByCode !== true) && (
            <a href={pathsFor(locale).receipt(receiptId)} className={buttonClass()}>
              {t("entry.receipt")}
            </a>
          )}
          {entry?.isByCode === true && <RemoveButton id={id} what="byCode" onDone={onDone} />}
        </>
      ) : (
        <>
          {crossing !== undefined && isReport(entry) && conflictOf(entry) === null && (
            <details>
              <summary className="text-link min-h-11 cursor-pointer py-2">
                {t("entry.asCode")}
              </summary>
              <RelayCode report={asSent(entry)} crossing={crossing} />
            </details>
          )}
          <Mending
            entry={entry}
            hasForm={crossing !== undefined || isRetraction(entry)}
            onDone={onDone}
          />
        </>
      )}
    </Frame>
  );
}

interface KeptProps {
  readonly entry: OutboxEntry;
  readonly outbox: OutboxView;
  readonly crossing: FormCrossing | undefined;
}

function Kept({ entry, outbox, crossing }: KeptProps) {
  return (
    <>
      <LadderLine entry={entry} />
      <Trouble entry={entry} />
      <EntryWords entry={entry} outbox={outbox} crossing={crossing} />
      {isReport(entry) && entry.body.note && <p dir="auto">{entry.body.note}</p>}
    </>
  );
}

interface ListedProps {
  readonly report: HomeReport;
  readonly crossing: FormCrossing | undefined;
}

/** One that was written elsewhere or long ago: this phone knows it from the server's list. */
function Listed({ report, crossing }: ListedProps) {
  const t = useTranslations("report.own");
  return (
    <>
      <p className="font-semibold">{t(`review.${report.review}`)}</p>
      <Reason review={report.review} reason={report.reason} />
      <SaidWords claims={report.claims} crossing={crossing} />
      {report.note !== null && <p dir="auto">{report.note}</p>}
    </>
  );
}
