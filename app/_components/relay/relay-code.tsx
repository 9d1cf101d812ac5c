"use client";
import { useTranslations } from "next-intl";
import { Notice } from "#app/_components/notice.tsx";
import type { RelayCrossing, RelayReport } from "#server/formats/relay/relay-code.ts";
import { writeRelayCode } from "#server/formats/relay/write-code.ts";
import { Qr } from "./qr.tsx";

interface RelayCodeProps {
  readonly report: RelayReport;
  readonly crossing: RelayCrossing;
}

/**
 * A report as a code to be sent by SMS, read out, or shown to another phone; and what the code leaves out. Needs the
 * texts `relayCode` and no network.
 */
export function RelayCode({ report, crossing }: RelayCodeProps) {
  const t = useTranslations("relayCode");
  const writing = writeRelayCode(report, crossing);
  if (writing.code === null) {
    return (
      <Notice kind="warning" title={t("none")}>
        <p>{t(`why.${writing.why}`)}</p>
      </Notice>
    );
  }
  const { code, left } = writing;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-ink-soft">{t("how")}</p>
      <p dir="ltr" className="rounded-md border border-line-strong p-3 break-all select-all">
        <code>{code}</code>
      </p>
      {left.length > 0 && (
        <Notice kind="warning" title={t("left")}>
          <ul className="list-disc ps-5">
            {left.map((part) => (
              <li key={part}>{t(`part.${part}`)}</li>
            ))}
          </ul>
          <p>{t("leftLater")}</p>
        </Notice>
      )}
      <Qr text={code} label={t("qr", { code })} />
      <p>
        <a className="text-link" href={`sms:?body=${encodeURIComponent(code)}`}>
          {t("sms")}
        </a>
      </p>
    </div>
  );
}
