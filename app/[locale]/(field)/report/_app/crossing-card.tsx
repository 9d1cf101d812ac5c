"use client";
import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useNow } from "#app/_client/now.ts";
import { serverNow } from "#app/_client/outbox/device-skew.ts";
import type { HomeCrossing } from "#app/_client/outbox/field-home.ts";
import { getView, type OutboxView, saveReport } from "#app/_client/outbox/outbox.ts";
import { toTheSecond } from "#app/_client/outbox/report-body.ts";
import { Button, buttonClass } from "#app/_components/form/button.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { StateWord } from "#app/_components/state/state-word.tsx";
import { When } from "#app/_components/time/when.tsx";
import { crossingName } from "#app/format/country.ts";
import { SaidWords } from "../own-reports.tsx";
import { formCrossing } from "./form-crossing.ts";
import { knownNow } from "./known-now.ts";
import { lastSaid } from "./last-said.ts";
import { hashOf } from "./screen.ts";

interface CrossingCardProps {
  readonly crossing: HomeCrossing;
  readonly outbox: OutboxView;
  readonly onDone: (said: string) => void;
}

/** Two taps of an impatient thumb are one heartbeat. */
const ONE_TAP_MS = 30_000;

/** One of my crossings: what I said last, and the three big actions. */
export function CrossingCard({ crossing, outbox, onDone }: CrossingCardProps) {
  const t = useTranslations("field");
  const locale = useLocale();
  const now = useNow();
  const [failed, setFailed] = useState(false);
  const isKeeping = useRef(false);
  const form = formCrossing(crossing);
  const said = outbox.home === null ? null : lastSaid(crossing.id, outbox.home, outbox.entries);
  const zones = crossing.sides.map(({ zone }) => zone);
  const heardAt = outbox.home?.at;
  const { condition } =
    now === null || heardAt === undefined
      ? crossing
      : knownNow(crossing, { heardAt, at: serverNow(Date.parse(now)) });
  const saveNoChange = async () => {
    // Another tap, while the first is being written down.
    if (isKeeping.current) return;
    const nowMs = Date.now();
    const isAgain = getView().entries.some(
      ({ body, savedAtMs, accountId }) =>
        accountId === outbox.home?.account.id &&
        !("retracts" in body) &&
        body.crossing === crossing.id &&
        body.claims.every(({ kind }) => kind === "no_change") &&
        Math.abs(nowMs - savedAtMs) < ONE_TAP_MS,
    );
    if (isAgain) return onDone(t("savedJustNow"));
    const observedAt = toTheSecond(nowMs);
    const body = { crossing: crossing.id, observedAt, claims: [{ kind: "no_change" }] };
    isKeeping.current = true;
    try {
      await saveReport({ body, isTypedTime: false });
      onDone(t("saved"));
    } catch {
      setFailed(true);
    } finally {
      isKeeping.current = false;
    }
  };
  return (
    <section
      aria-labelledby={`crossing-${crossing.id}`}
      className="flex flex-col gap-3 border-t border-line-strong pt-3 pb-2"
    >
      <div className="flex items-baseline justify-between gap-3">
        <h2 id={`crossing-${crossing.id}`} className="text-xl font-bold">
          <bdi>{crossingName(locale, form)}</bdi>
        </h2>
        <StateWord state={condition} />
      </div>
      <div className="text-sm">
        <h3 className="text-ink-soft">{t("youSaid")}</h3>
        {said === null ? (
          <p>{t("saidNothing")}</p>
        ) : (
          <>
            <SaidWords claims={said.claims} crossing={form} />
            <p className="text-ink-soft">
              <When at={said.at} reference={new Date().toISOString()} zones={zones} />
            </p>
          </>
        )}
      </div>
      {failed && (
        <Notice kind="bad" role="alert">
          {t("notKept")}
        </Notice>
      )}
      <div className="grid grid-cols-2 gap-2">
        <Button
          kind="primary"
          className="col-span-2 min-h-14"
          disabled={said === null}
          title={said === null ? t("saidNothing") : undefined}
          onClick={() => void saveNoChange()}
        >
          {t("nothingChanged")}
        </Button>
        <a href={hashOf.update(crossing.id)} className={`${buttonClass()} min-h-14 text-center`}>
          {t("update")}
        </a>
        <a href={hashOf.event(crossing.id)} className={`${buttonClass()} min-h-14 text-center`}>
          {t("happened")}
        </a>
      </div>
    </section>
  );
}
