import { useLocale, useTranslations } from "next-intl";
import { Section } from "#app/_components/crossing/section.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import type { Incident } from "#server/domain/incident.ts";
import { Casualties } from "./casualties.tsx";
import { CrossingsThen, type CrossingThen } from "./crossings-then.tsx";
import { IncidentDates } from "./incident-dates.tsx";
import { Timeline } from "./timeline.tsx";

interface IncidentBodyProps {
  readonly incident: Incident;
  readonly crossings: readonly CrossingThen[];
  readonly view: AsOfQuery;
}

export function IncidentBody({ incident, crossings, view }: IncidentBodyProps) {
  const t = useTranslations("incident");
  const to = pathsFor(useLocale());
  const zone = crossings[0]?.crossing.sides[0].zone ?? "UTC";
  return (
    <div className="page pb-20">
      <PageHeader
        kicker={
          <>
            {t(`kind.${incident.kind}`)} · <IncidentDates incident={incident} zone={zone} />
          </>
        }
        title={<bdi lang="en">{incident.title}</bdi>}
      >
        <bdi lang="en">{incident.summary}</bdi>
      </PageHeader>
      {crossings.length > 0 && (
        <Section id="crossings" title={t("crossings")} intro={t("crossingsThen")}>
          <CrossingsThen crossings={crossings} />
        </Section>
      )}
      <Section id="timeline" title={t("timeline")}>
        <Timeline updates={incident.updates} zone={zone} />
      </Section>
      <Section id="casualties" title={t("casualties")} intro={t("neverSummed")}>
        <Casualties claims={incident.casualtyClaims} zone={zone} />
      </Section>
      <p className="pt-10">
        <a
          className="text-link inline-flex min-h-11 items-center font-semibold"
          href={to.incidents(view)}
        >
          {t("back")}
        </a>
      </p>
    </div>
  );
}
