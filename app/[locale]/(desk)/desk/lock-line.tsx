"use client";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { trpc } from "#app/_client/trpc.ts";
import { Button } from "#app/_components/form/button.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { formatInstant } from "#app/format/date.ts";
import { isLocale } from "#app/locales.ts";
import type { ReportLock } from "#server/domain/report-lock.ts";
import { MINUTE_MS } from "#server/domain/time.ts";
import { ActForm } from "./act-form.tsx";
import { lockAction } from "./actions.ts";

interface LockLineProps {
  readonly reportId: string;
  readonly lock: ReportLock | null;
  /** In which the time is written. */
  readonly zone: string;
}

/** Whoever works renews their lock this often; it lasts five times as long. */
const RENEW_EVERY_MS = MINUTE_MS;

/** Takes or renews the lock while somebody writes about the report. */
function useWork(reportId: string, isOthers: boolean) {
  const element = useRef<HTMLDivElement>(null);
  const router = useRouter();
  useEffect(() => {
    const item = element.current?.closest("[data-report]");
    if (isOthers || item === null || item === undefined) return;
    let renewedMs = 0;
    async function work(): Promise<void> {
      if (performance.now() - renewedMs < RENEW_EVERY_MS && renewedMs > 0) return;
      renewedMs = performance.now();
      // Whoever cannot have it learns who has it from the page that is drawn then.
      await trpc.desk.lock.mutate({ id: reportId }).catch(() => undefined);
      router.refresh();
    }
    item.addEventListener("input", work);
    return () => item.removeEventListener("input", work);
  }, [reportId, isOthers, router]);
  return element;
}

/** Who works on the report, and how to take it up, over, or let it go. */
export function LockLine({ reportId, lock, zone }: LockLineProps) {
  const t = useTranslations("desk.lock");
  const named = useLocale();
  const locale = isLocale(named) ? named : "en";
  const refused = useTranslations("desk.refused");
  const [wasMine, setWasMine] = useState(false);
  const isMine = lock?.isMine ?? false;
  const isOthers = lock !== null && !isMine;
  if (isMine !== wasMine && !isOthers) setWasMine(isMine);
  const element = useWork(reportId, isOthers);
  const time = lock === null ? "" : formatInstant(lock.expiresAt, { locale, style: "time", zone });
  return (
    <div ref={element} className="flex flex-col gap-2 text-sm">
      {wasMine && isOthers && (
        <Notice kind="warning" role="alert">
          {t("lost", { name: lock.holderName })}
        </Notice>
      )}
      <ActForm
        action={lockAction}
        unanswered={refused("unanswered")}
        className="flex flex-wrap items-center gap-x-7"
      >
        <input type="hidden" name="id" value={reportId} />
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="zone" value={zone} />
        {lock !== null && (
          <p className={isMine ? "" : "font-semibold"}>
            {isMine ? t("mine", { time }) : t("theirs", { name: lock.holderName, time })}
          </p>
        )}
        <Button
          type="submit"
          kind="quiet"
          className="-ms-4"
          name="act"
          value={isMine ? "release" : isOthers ? "break" : "take"}
          data-act={lock === null ? "take" : undefined}
        >
          {isMine ? t("release") : isOthers ? t("break") : t("take")}
        </Button>
      </ActForm>
    </div>
  );
}
