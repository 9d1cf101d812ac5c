import { useTranslations } from "next-intl";
import { When } from "#app/_components/time/when.tsx";
import type { Instant } from "#server/domain/time.ts";

interface ThreadLine {
  readonly id: string;
  readonly isFromDesk: boolean;
  readonly writerName: string | null;
  readonly text: string;
  readonly at: Instant;
}

interface ReportThreadProps {
  readonly messages: readonly ThreadLine[];
  readonly reference: Instant;
  readonly zones: readonly string[];
  /** Whose page it is. */
  readonly reader: "desk" | "reporter";
}

/** What desk and reporter wrote to each other about a report, oldest first. */
export function ReportThread({ messages, reference, zones, reader }: ReportThreadProps) {
  const t = useTranslations("thread");
  function writer({ isFromDesk, writerName }: ThreadLine): string {
    if (!isFromDesk) return reader === "desk" ? (writerName ?? t("reporter")) : t("you");
    return writerName === null ? t("desk") : t("deskName", { name: writerName });
  }
  return (
    <ol aria-label={t("title")} className="flex flex-col gap-3">
      {messages.map((message) => (
        <li
          key={message.id}
          className={`border-s-4 ps-3 ${message.isFromDesk ? "border-ink" : "border-line-strong"}`}
        >
          <p className="text-sm text-ink-soft">
            <bdi className="font-semibold">{writer(message)}</bdi> ·{" "}
            <When at={message.at} reference={reference} zones={zones} show="both" />
          </p>
          <p className="max-w-prose whitespace-pre-line">
            <bdi>{message.text}</bdi>
          </p>
        </li>
      ))}
    </ol>
  );
}
