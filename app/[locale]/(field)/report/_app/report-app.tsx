"use client";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { takeHomeOfPage } from "#app/_client/outbox/field-home.ts";
import { isRetraction } from "#app/_client/outbox/outbox-entry.ts";
import { registerWorker } from "#app/_client/outbox/register-worker.ts";
import { useOutbox } from "#app/_client/outbox/use-outbox.ts";
import { buttonClass } from "#app/_components/form/button.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { pathsFor } from "#app/paths.ts";
import { ComposeScreen } from "./compose-screen.tsx";
import { EntryScreen } from "./entry-screen.tsx";
import { HomeScreen } from "./home-screen.tsx";
import { RetractScreen } from "./retract-screen.tsx";
import { useScreen } from "./screen.ts";

/**
 * The report app. What is inside it stands until the app is ready, and for good where there is no script.
 * It is the same for everybody; who reports and what they wrote comes from the phone.
 */
export function ReportApp(props: {
  /** What `field.home` says of whom the page was made for; null in the shell. */
  readonly homeOfPage: object | null;
  readonly children: ReactNode;
}) {
  const { homeOfPage, children } = props;
  useEffect(() => {
    if (homeOfPage !== null) takeHomeOfPage(homeOfPage);
  }, [homeOfPage]);
  const outbox = useOutbox();
  const screen = useScreen();
  const locale = useLocale();
  const [done, setDone] = useState<string | null>(null);
  const { home, entries, isReady, hold, isReached } = outbox;
  useEffect(() => {
    // Not before a wipe has been finished. Where a bad line broke it off, the next contact tries again.
    if (isReady && isReached !== false) void registerWorker(locale);
  }, [locale, isReady, isReached]);
  // Another screen begins at its top, not where the last one was left.
  const place = JSON.stringify(screen);
  useEffect(() => {
    if (place !== "") scrollTo(0, 0);
  }, [place]);
  if (!isReady || (home === null && hold === null && isReached === null)) return children;
  if (home === null)
    return <NobodyYet isOffline={hold === null} isRefused={hold === "forbidden"} />;
  const leave = (said: string) => {
    setDone(said);
    location.hash = "#home";
  };
  const isRetractionOf = (id: string) => entries.some((one) => one.id === id && isRetraction(one));
  if (screen.at === "retract" || (screen.at === "mend" && isRetractionOf(screen.id))) {
    return <RetractScreen key={place} asked={screen} outbox={outbox} onDone={leave} />;
  }
  switch (screen.at) {
    case "update":
    case "event":
    case "mend":
    case "amend":
      return <ComposeScreen key={place} asked={screen} outbox={outbox} onDone={leave} />;
    case "entry":
      return <EntryScreen key={place} outbox={outbox} id={screen.id} onDone={leave} />;
    case "home":
      return <HomeScreen outbox={outbox} done={done} onDone={setDone} />;
  }
}

function NobodyYet(props: { readonly isOffline: boolean; readonly isRefused: boolean }) {
  const t = useTranslations("field");
  const to = pathsFor(useLocale());
  const which = props.isOffline ? "offline" : props.isRefused ? "forbidden" : "signIn";
  return (
    <div className="mx-auto flex max-w-xl flex-col gap-4 py-8">
      <h1 className="text-2xl font-bold">{t("title")}</h1>
      <Notice kind="warning" role="status">
        {t(`nobody.${which}`)}
      </Notice>
      {which !== "offline" && (
        <a href={to.signIn(to.report())} className={buttonClass("primary")}>
          {t("signIn")}
        </a>
      )}
    </div>
  );
}
