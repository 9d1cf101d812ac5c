import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Section } from "#app/_components/crossing/section.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { Select } from "#app/_components/form/controls.tsx";
import { Field } from "#app/_components/form/field.tsx";
import { PageRefused } from "#app/[locale]/page-refused.tsx";
import { crossingName } from "#app/format/country.ts";
import { firstValue, type SearchParams } from "#app/view-query.ts";
import { openDeskPage } from "../open-desk-page.ts";
import { PlannedPage } from "../planned-page.tsx";
import { AnnouncementEntry } from "./announcement-entry.tsx";
import { AnnouncementList } from "./announcement-list.tsx";

interface AnnouncementsPageProps {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("announcements"))("title") };
}

/** What was announced, and a form for more: first the crossing, then what is said of it. */
export default async function AnnouncementsPage({ params, searchParams }: AnnouncementsPageProps) {
  const opened = await openDeskPage(params, {
    action: "announcement.write",
    path: (paths) => paths.deskAnnouncements(),
  });
  if (opened === null) return <PageRefused />;
  const { locale, to, actor, caller } = opened;
  const t = await getTranslations("announcements");
  const query = await searchParams;
  const [{ announcements }, list] = await Promise.all([
    caller.announcements.list({}),
    caller.crossings.list({}),
  ]);
  const crossings = list.crossings.map(({ crossing }) => crossing);
  const named = firstValue(query, "crossing");
  const chosen = crossings.find(({ id }) => id === named);
  return (
    <PlannedPage namespace="announcements" actor={actor} to={to} query={query} at={list.at}>
      <Section id="enter" title={t("enterTitle")}>
        <form action={to.deskAnnouncements()} className="flex flex-wrap items-end gap-3">
          <Field id="announcement-crossing" label={t("crossing")}>
            <Select id="announcement-crossing" name="crossing" defaultValue={chosen?.id}>
              {crossings.map((crossing) => (
                <option key={crossing.id} value={crossing.id}>
                  {crossingName(locale, crossing)}
                </option>
              ))}
            </Select>
          </Field>
          <Button type="submit">{t("choose")}</Button>
        </form>
        {chosen !== undefined && <AnnouncementEntry id={randomUUID()} crossing={chosen} />}
      </Section>
      <Section id="listed" title={t("listTitle")}>
        <AnnouncementList announcements={announcements} crossings={crossings} />
      </Section>
    </PlannedPage>
  );
}
