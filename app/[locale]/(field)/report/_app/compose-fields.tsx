"use client";
import { useTranslations } from "next-intl";
import type { State } from "#server/domain/claim.ts";
import type { Instant } from "#server/domain/time.ts";
import { ExceptionFields } from "../exception-fields.tsx";
import { type FormCrossing, MOVING_FIELDS, STRANDED_FIELDS } from "../form-fields.ts";
import type { FormView } from "../form-view.ts";
import { LaneFields } from "../lane-fields.tsx";
import { MorePart } from "../more-part.tsx";
import { CauseFields, NoteField, PostureFields } from "../other-fields.tsx";
import { SeenFields } from "../seen-fields.tsx";
import { CountEntry } from "./count-entry.tsx";

interface ComposeFieldsProps {
  readonly kind: "update" | "event";
  readonly crossing: FormCrossing;
  readonly present: Readonly<Record<string, State>>;
  readonly form: FormView;
  readonly openedAt: Instant;
}

/** What most reports say first; the rest one step deeper. After an event its cause comes first. */
export function ComposeFields({ kind, crossing, present, form, openedAt }: ComposeFieldsProps) {
  const t = useTranslations("report.part");
  const parts = { crossing, form };
  const isEvent = kind === "event";
  const counts = (fields: typeof STRANDED_FIELDS) =>
    fields.map((field) => <CountEntry key={field.key} field={field} {...parts} />);
  const [people, people2, trucks, trucks2] = STRANDED_FIELDS;
  const first = [people, trucks].flatMap((field) => field ?? []);
  const second = [people2, trucks2].flatMap((field) => field ?? []);
  const isUsed = (prefix: string) => form.isTouched(prefix);
  return (
    <>
      {isEvent && (
        <>
          <CauseFields form={form} />
          <NoteField form={form} />
          <PostureFields {...parts} />
        </>
      )}
      <section className="flex flex-col gap-4">
        <h2 className="text-xl font-bold">{t("lanes")}</h2>
        <LaneFields present={present} {...parts} />
      </section>
      <div className="flex flex-col">
        <MorePart
          title={t("stranded")}
          isOpen={!isEvent || isUsed("people_stranded.") || isUsed("trucks_stranded.")}
        >
          {counts(first)}
        </MorePart>
        <MorePart
          title={t("moving")}
          isOpen={[...second, ...MOVING_FIELDS].some(({ key }) => isUsed(`${key}.`))}
        >
          {counts([...second, ...MOVING_FIELDS])}
        </MorePart>
        <MorePart title={t("exceptions")} isOpen={isUsed("exception.")}>
          <ExceptionFields {...parts} />
        </MorePart>
        {!isEvent && (
          <MorePart title={t("posture")} isOpen={isUsed("posture.") || isUsed("cause")}>
            <CauseFields form={form} />
            <PostureFields {...parts} />
          </MorePart>
        )}
        <MorePart title={t("last")} isOpen={isUsed("note") || isUsed("seen")}>
          {!isEvent && <NoteField form={form} />}
          <SeenFields openedAt={openedAt} sentAt={null} {...parts} />
        </MorePart>
      </div>
    </>
  );
}
