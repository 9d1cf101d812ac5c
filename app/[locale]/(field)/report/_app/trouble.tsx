"use client";
import { useTranslations } from "next-intl";
import { conflictOf } from "#app/_client/outbox/conflict.ts";
import { isReport, isWaiting, type OutboxEntry } from "#app/_client/outbox/outbox-entry.ts";
import { useFaultWords } from "#app/_components/fault-text.tsx";
import { Notice } from "#app/_components/notice.tsx";

/** Why a report is not there yet, in words; nothing when it is, or has not been tried. */
export function Trouble({ entry }: { readonly entry: OutboxEntry }) {
  const t = useTranslations("field");
  const words = useFaultWords();
  const retraction = useTranslations("retraction");
  const conflict = conflictOf(entry);
  const versionWords = (kind: "newer" | "taken_back") =>
    isReport(entry) ? t(`conflict.${kind}`) : retraction("newer");
  if (entry.isByCode === true) return <Notice kind="good">{t("conflict.byCode")}</Notice>;
  if (conflict?.kind === "by_code") {
    return (
      <Notice kind="good" title={t("rung.byCode")}>
        <p>{t(conflict.isOwn ? "conflict.saysLess" : "conflict.othersHand")}</p>
      </Notice>
    );
  }
  if (entry.refusal !== null) {
    const { code, fields, message } = entry.refusal;
    const isVersion = conflict?.kind === "newer" || conflict?.kind === "taken_back";
    return (
      <Notice
        kind={isVersion ? "warning" : "bad"}
        title={isVersion ? versionWords(conflict.kind) : t(`refused.${code}`)}
      >
        {isVersion && isReport(entry) && fields.length > 0 && <p>{t("conflict.differs")}</p>}
        {fields.length === 0 && !isVersion && <p dir="auto">{words(message)}</p>}
        {(isReport(entry) || !isVersion) &&
          fields.map(({ path, message: text }) => (
            <p key={`${path} ${text}`} dir="auto">
              {words(text)}
            </p>
          ))}
      </Notice>
    );
  }
  if (entry.lastFailure === null || !isWaiting(entry)) return null;
  return (
    <Notice kind="warning">
      {t(`failure.${entry.lastFailure.kind}`, { count: entry.attempts })}
    </Notice>
  );
}
