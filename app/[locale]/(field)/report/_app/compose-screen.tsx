"use client";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { serverNow } from "#app/_client/outbox/device-skew.ts";
import { mendReport, type OutboxView, saveReport } from "#app/_client/outbox/outbox.ts";
import { useFaultWords } from "#app/_components/fault-text.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { crossingName } from "#app/format/country.ts";
import type { Instant } from "#server/domain/time.ts";
import type { FormProblems } from "../form-fields.ts";
import { formView } from "../form-view.ts";
import { SaidWords } from "../own-reports.tsx";
import { ComposeFields } from "./compose-fields.tsx";
import { formCrossing } from "./form-crossing.ts";
import { type FormAsked, formStart } from "./form-start.ts";
import { knownNow } from "./known-now.ts";
import { readDraft } from "./read-draft.ts";
import { hashOf } from "./screen.ts";

interface ComposeScreenProps {
  readonly asked: FormAsked;
  readonly outbox: OutboxView;
  readonly onDone: (said: string) => void;
}

/** A word for all lanes is a word for each: what stood at single lanes before gives way. */
function spreadWord(form: HTMLFormElement): void {
  for (const radio of form.querySelectorAll<HTMLInputElement>("input[type=radio][name^='lane.']")) {
    if (radio.value === "") radio.checked = true;
  }
}

/** What I see, filled in with what was said before. Saved on this phone first, whatever the line does. */
export function ComposeScreen({ asked, outbox, onDone }: ComposeScreenProps) {
  const t = useTranslations("field");
  const locale = useLocale();
  const element = useRef<HTMLFormElement>(null);
  // Two taps of an impatient thumb are one report.
  const isKeeping = useRef(false);
  const [problems, setProblems] = useState<FormProblems>({});
  const words = useFaultWords();
  const [isFull, setFull] = useState(false);
  const [openedAt] = useState<Instant>(() => new Date().toISOString());
  const { home, entries } = outbox;
  // What arrives while somebody writes does not change what they began with.
  const [start] = useState(() => (home === null ? null : formStart(asked, home, entries)));
  if (start === null) return <Gone />;
  const { known, values, lost, entry } = start;
  const crossing = formCrossing(known);
  const at = serverNow(Date.parse(openedAt));
  const { present } = knownNow(known, { heardAt: home?.at ?? at, at });
  const title = values.corrects !== undefined ? "amend" : asked.at === "event" ? "event" : "update";

  async function save(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (isKeeping.current) return;
    const read = readDraft(new FormData(event.currentTarget), crossing, new Date());
    if (read.draft === null) {
      setProblems(read.problems);
      requestAnimationFrame(() => {
        const wrong = element.current?.querySelector<HTMLElement>(
          "[aria-invalid=true],[role=alert]",
        );
        wrong?.scrollIntoView({ block: "center" });
        wrong?.focus();
      });
      return;
    }
    isKeeping.current = true;
    try {
      if (entry === null) await saveReport(read.draft);
      else await mendReport(entry.id, read.draft);
      onDone(t("saved"));
    } catch {
      isKeeping.current = false;
      setFull(true);
    }
  }

  return (
    <div className="mx-auto flex max-w-xl flex-col gap-4 pt-4">
      <a href={hashOf.home()} className="text-link inline-flex min-h-11 items-center self-start">
        {t("back")}
      </a>
      <h1 className="text-2xl font-bold">
        {t(`compose.${title}`, { crossing: crossingName(locale, crossing) })}
      </h1>
      {values.corrects !== undefined && <p>{t("compose.amendIntro")}</p>}
      {lost.length > 0 && (
        <Notice kind="warning" title={t("compose.lost")}>
          <SaidWords claims={lost} crossing={crossing} />
        </Notice>
      )}
      <form
        ref={element}
        noValidate
        onSubmit={(event) => void save(event)}
        onChange={({ target, currentTarget }) => {
          if (target instanceof HTMLInputElement && target.name === "all")
            spreadWord(currentTarget);
        }}
        className="flex flex-col gap-8 [&_:is(input,select,textarea)]:scroll-mb-28"
      >
        {["corrects", "seenBefore"].map((name) =>
          values[name] === undefined ? null : (
            <input key={name} type="hidden" name={name} value={values[name]} />
          ),
        )}
        {problems.form !== undefined && (
          <Notice kind="bad" role="alert">
            {words(problems.form)}
          </Notice>
        )}
        {isFull && (
          <Notice kind="bad" role="alert">
            {t("notKept")}
          </Notice>
        )}
        <ComposeFields
          kind={asked.at === "event" ? "event" : "update"}
          crossing={crossing}
          present={present}
          form={formView(values, problems, words)}
          openedAt={openedAt}
        />
        <div className="sticky bottom-0 -mx-4 border-t border-line bg-ground px-4 py-3">
          <Button kind="primary" type="submit" className="min-h-14 w-full">
            {t("save")}
          </Button>
        </div>
      </form>
    </div>
  );
}

function Gone() {
  const t = useTranslations("field");
  return (
    <div className="mx-auto flex max-w-xl flex-col gap-4 py-8">
      <p>{t("entry.gone")}</p>
      <a href={hashOf.home()} className="text-link inline-flex min-h-11 items-center self-start">
        {t("back")}
      </a>
    </div>
  );
}
