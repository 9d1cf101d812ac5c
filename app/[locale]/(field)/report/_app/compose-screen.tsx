"use client";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { mendReport, type OutboxView, saveReport } from "#app/_client/outbox/outbox.ts";
import { Button } from "#app/_components/form/button.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { crossingName } from "#app/format/country.ts";
import type { Instant } from "#server/domain/time.ts";
import type { FormProblems, FormValues } from "../form-fields.ts";
import { formView } from "../form-view.ts";
import { localTime } from "../local-time.ts";
import { ComposeFields } from "./compose-fields.tsx";
import { formCrossing } from "./form-crossing.ts";
import { claimsOf, lastSaid, valuesOf } from "./last-said.ts";
import { readDraft } from "./read-draft.ts";
import { hashOf } from "./screen.ts";

interface ComposeScreenProps {
  readonly kind: "update" | "event";
  readonly outbox: OutboxView;
  readonly crossingId?: string;
  /** A report on this phone that is put right. */
  readonly entryId?: string;
  readonly onDone: (said: string) => void;
}

/** A word for all lanes is a word for each: what stood at single lanes before gives way. */
function spreadWord(form: HTMLFormElement): void {
  for (const radio of form.querySelectorAll<HTMLInputElement>("input[type=radio][name^='lane.']")) {
    if (radio.value === "") radio.checked = true;
  }
}

/** What I see, filled in with what I said last. Saved on this phone first, whatever the line does. */
export function ComposeScreen(props: ComposeScreenProps) {
  const { kind, outbox, entryId, onDone } = props;
  const t = useTranslations("field");
  const locale = useLocale();
  const element = useRef<HTMLFormElement>(null);
  const [problems, setProblems] = useState<FormProblems>({});
  const [isFull, setFull] = useState(false);
  const [openedAt] = useState<Instant>(() => new Date().toISOString());
  const entry = outbox.entries.find(({ id }) => id === entryId);
  const crossingId = entry?.body.crossing ?? props.crossingId;
  const known = outbox.home?.crossings.find(({ id }) => id === crossingId);
  const [values] = useState<FormValues>(() => {
    if (known === undefined || outbox.home === null) return {};
    const crossing = formCrossing(known);
    if (entry === undefined) {
      const said = lastSaid(known.id, outbox.home, outbox.entries);
      return said === null ? {} : valuesOf(said.claims, crossing);
    }
    const [{ zone }] = crossing.sides;
    const seen = { seen: "then", zone, seenAt: localTime(entry.body.observedAt, zone) };
    return { ...valuesOf(claimsOf(entry), crossing), ...seen, note: entry.body.note ?? "" };
  });
  if (known === undefined) return <p className="py-8">{t("entry.gone")}</p>;
  const crossing = formCrossing(known);

  async function save(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
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
    try {
      if (entry === undefined) await saveReport(read.draft);
      else await mendReport(entry.id, read.draft);
      onDone(t("saved"));
    } catch {
      setFull(true);
    }
  }

  return (
    <div className="mx-auto flex max-w-xl flex-col gap-4 pt-4">
      <a href={hashOf.home()} className="text-link inline-flex min-h-11 items-center self-start">
        {t("back")}
      </a>
      <h1 className="text-2xl font-bold">
        {t(`compose.${kind}`, { crossing: crossingName(locale, crossing) })}
      </h1>
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
        {problems.form !== undefined && (
          <Notice kind="bad" role="alert">
            {problems.form}
          </Notice>
        )}
        {isFull && (
          <Notice kind="bad" role="alert">
            {t("notKept")}
          </Notice>
        )}
        <ComposeFields
          kind={kind}
          crossing={crossing}
          present={known.present}
          form={formView(values, problems)}
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
