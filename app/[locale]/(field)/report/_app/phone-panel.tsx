"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { OutboxView } from "#app/_client/outbox/outbox.ts";
import { wipePhone } from "#app/_client/outbox/wipe-phone.ts";
import { Button } from "#app/_components/form/button.tsx";
import { pathsFor } from "#app/paths.ts";

/** How this phone keeps reports, and the way to leave nothing on it: two taps. */
export function PhonePanel({ outbox }: { readonly outbox: OutboxView }) {
  const t = useTranslations("field.phone");
  const relay = useTranslations("relay");
  const to = pathsFor(useLocale());
  const [step, setStep] = useState<"calm" | "sure" | "wiping">("calm");
  const wipe = async () => {
    setStep("wiping");
    await wipePhone();
    location.replace("/");
  };
  return (
    <section className="flex flex-col gap-3 border-t border-line-strong pt-3 pb-10">
      <h2 className="text-lg font-bold">{t("title")}</h2>
      {(outbox.storage === "kept" || outbox.storage === "clearable") && (
        <p className="text-sm text-ink-soft">{t(outbox.storage)}</p>
      )}
      <a href={to.relay()} className="text-link inline-flex min-h-11 items-center self-start">
        {relay("title")}
      </a>
      <a href={to.signIn()} className="text-link inline-flex min-h-11 items-center self-start">
        {t("account")}
      </a>
      <p id="wipe-what" className="text-sm text-ink-soft">
        {t("wipeWhat")}
      </p>
      {step === "calm" ? (
        <Button kind="danger" aria-describedby="wipe-what" onClick={() => setStep("sure")}>
          {t("wipe")}
        </Button>
      ) : (
        <div className="flex flex-col gap-2">
          <Button kind="danger" disabled={step === "wiping"} onClick={() => void wipe()}>
            {t("wipeSure")}
          </Button>
          <Button onClick={() => setStep("calm")}>{t("keep")}</Button>
        </div>
      )}
    </section>
  );
}
