import { randomUUID } from "node:crypto";
import { useTranslations } from "next-intl";
import { Section } from "#app/_components/crossing/section.tsx";
import { ReportThread } from "#app/_components/report/report-thread.tsx";
import type { ReviewState } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import { AnswerForm } from "./answer-form.tsx";

interface DeskThreadProps {
  readonly reportId: string;
  readonly review: ReviewState;
  readonly messages: Parameters<typeof ReportThread>[0]["messages"];
  readonly reference: Instant;
  readonly zones: readonly string[];
}

/** What the desk asked about an own report, and the place to answer while it waits. */
export function DeskThread({ reportId, review, messages, reference, zones }: DeskThreadProps) {
  const t = useTranslations("thread");
  if (messages.length === 0) return null;
  const isOpen = review === "received" || review === "in_review";
  const isAsked = isOpen && messages.at(-1)?.isFromDesk === true;
  return (
    <Section id="thread" title={t("title")} {...(isAsked ? { intro: t("waits") } : {})}>
      <ReportThread messages={messages} reference={reference} zones={zones} reader="reporter" />
      {isOpen && <AnswerForm reportId={reportId} messageId={randomUUID()} />}
    </Section>
  );
}
