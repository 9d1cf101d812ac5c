"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { type Conflict, conflictOf } from "#app/_client/outbox/conflict.ts";
import { deleteReport, tryAgain } from "#app/_client/outbox/outbox.ts";
import { isReport, isRetraction, type OutboxEntry } from "#app/_client/outbox/outbox-entry.ts";
import { reportBody } from "#app/_client/outbox/report-body.ts";
import { Button, buttonClass } from "#app/_components/form/button.tsx";
import { Textarea } from "#app/_components/form/controls.tsx";
import { pathsFor } from "#app/paths.ts";
import { hashOf } from "./screen.ts";

interface MendingProps {
  readonly entry: OutboxEntry;
  /** The form needs its crossing, which may have been taken from its writer. */
  readonly hasForm: boolean;
  readonly onDone: (said: string) => void;
}

/** A report that is not there yet belongs to its writer alone: send, mend, copy out, delete. */
export function Mending({ entry, hasForm, onDone }: MendingProps) {
  const t = useTranslations("field.entry");
  const [text, setText] = useState<string | null>(null);
  const conflict = conflictOf(entry);
  const copyOut = async () => {
    const body = reportBody(entry, Date.now());
    setText(body);
    // Refused or missing: it stands in the field below, to be copied by hand.
    await navigator.clipboard?.writeText(body).catch(() => undefined);
  };
  return (
    <div className="flex flex-col gap-2">
      {conflict === null || conflict.kind === "other" ? (
        <>
          <Button kind="primary" onClick={() => void tryAgain(entry.id)}>
            {t("tryAgain")}
          </Button>
          {hasForm && (
            <a href={hashOf.mend(entry.id)} className={buttonClass()}>
              {t("mend")}
            </a>
          )}
        </>
      ) : (
        <WaysOut entry={entry} conflict={conflict} hasForm={hasForm} />
      )}
      <Button onClick={() => void copyOut()}>{t("copy")}</Button>
      {text !== null && (
        <Textarea readOnly dir="ltr" rows={6} value={text} aria-label={t("copied")} />
      )}
      <RemoveButton
        id={entry.id}
        what={
          isRetraction(entry) ? "retraction" : conflict?.kind === "by_code" ? "byCode" : "report"
        }
        onDone={onDone}
      />
    </div>
  );
}

interface WaysOutProps extends Pick<MendingProps, "entry" | "hasForm"> {
  readonly conflict: Exclude<Conflict, { kind: "other" }>;
}

/** Sent again as it is it would be refused again; these would not. */
function WaysOut({ entry, conflict, hasForm }: WaysOutProps) {
  const t = useTranslations("field.conflict");
  const retraction = useTranslations("retraction");
  const to = pathsFor(useLocale());
  const mend = (text: string) =>
    hasForm && (
      <a href={hashOf.mend(entry.id)} className={buttonClass("primary")}>
        {text}
      </a>
    );
  switch (conflict.kind) {
    case "newer":
      return (
        <>
          <a href={to.receipt(conflict.newestId)} className={buttonClass()}>
            {t("openNewest")}
          </a>
          {mend(isReport(entry) ? t("correctNewest") : retraction("takeNewest"))}
        </>
      );
    case "taken_back":
      return isReport(entry) ? mend(t("sendApart")) : null;
    case "by_code":
      return conflict.isOwn ? mend(t("addRest")) : null;
  }
}

interface RemoveButtonProps {
  readonly id: string;
  /** `byCode`: the server has it, to clear it here loses nothing of it. */
  readonly what: "report" | "byCode" | "retraction";
  readonly onDone: (said: string) => void;
}

/** In two taps: what is deleted here is nowhere else. */
export function RemoveButton({ id, what, onDone }: RemoveButtonProps) {
  const t = useTranslations("field.entry");
  const retraction = useTranslations("retraction");
  const [isSure, setSure] = useState(false);
  const [ask, sure, done] = {
    report: [t("delete"), t("deleteSure"), t("deleted")],
    byCode: [t("clear"), t("clearSure"), t("cleared")],
    retraction: [retraction("drop"), retraction("dropSure"), retraction("dropped")],
  }[what];
  const remove = async () => {
    await deleteReport(id);
    onDone(done ?? "");
  };
  return (
    <Button
      kind={what === "byCode" ? "plain" : "danger"}
      onClick={() => (isSure ? void remove() : setSure(true))}
    >
      {isSure ? sure : ask}
    </Button>
  );
}
