import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { MapGround } from "#app/_components/map/ground.tsx";
import { drawRegion } from "#app/_components/map/region.ts";
import { PageHeader } from "#app/_components/page-header.tsx";
import { packRows, toReplayRow } from "#app/_components/replay/pack-rows.ts";
import { ReplayChart } from "#app/_components/replay/replay-chart.tsx";
import { ReplayList } from "#app/_components/replay/replay-list.tsx";
import { commonZones, liveliest } from "#app/_components/replay/replay-order.ts";
import { ReplayPeriodForm } from "#app/_components/replay/replay-period.tsx";
import { ReplayPlayer } from "#app/_components/replay/replay-player.tsx";
import { readReplayQuery } from "#app/_components/replay/replay-query.ts";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { QueryProblems } from "#app/_components/shell/query-problems.tsx";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import type { SearchParams } from "#app/view-query.ts";
import { MODES } from "#server/domain/mode.ts";
import { neighboursOf, replayChanges } from "#server/domain/replay.ts";
import { getRuntime } from "#server/runtime.ts";

interface ReplayPageProps {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: ReplayPageProps): Promise<Metadata> {
  const { locale } = await params;
  const t = await getTranslations({
    locale: isLocale(locale) ? locale : DEFAULT_LOCALE,
    namespace: "replay",
  });
  return { title: t("title"), description: t("intro") };
}

/** How it came to this: overview, map and lines over time, moved through any period of the record. */
export default async function ReplayPage({ params, searchParams }: ReplayPageProps) {
  const { locale: named } = await params;
  const locale = isLocale(named) ? named : DEFAULT_LOCALE;
  setRequestLocale(locale);
  const { now, caller } = getRuntime();
  const { from, to, at, known, problems } = readReplayQuery(await searchParams, now());
  const api = caller(null);
  const [replay, list] = await Promise.all([
    api.replay.get({ from, to, known }),
    api.crossings.list({ asOf: at, known }),
  ]);
  const changes = replayChanges(replay.crossings);
  const { ordered, lively } = liveliest(list.crossings, replay.crossings);
  const rows = ordered.map((row) => toReplayRow(row, locale));
  const names = new Map(rows.map(({ place: { id, name } }) => [id, name]));
  const placed = ordered.flatMap(({ crossing: { id, position } }) =>
    position === null ? [] : [{ id, name: names.get(id) ?? id, ...position }],
  );
  const region = drawRegion(
    placed.map(({ id, name, latitude, longitude }) => ({ id, name, latitude, longitude })),
    locale,
  );
  const modes = MODES.filter((mode) =>
    ordered.some(({ crossing }) => crossing.lanes.some((lane) => lane.mode === mode)),
  );
  const zones = commonZones(ordered);
  const zone = zones[0] ?? "UTC";
  const t = await getTranslations("replay");
  const to_ = pathsFor(locale);
  return (
    <ClientMessages namespaces={["overview", "reasons", "changes", "replay"]}>
      <QueryProblems problems={problems} clearHref={to_.replay()} />
      <div className="page pb-16">
        <PageHeader title={t("title")}>{t("intro")}</PageHeader>
        <ReplayPeriodForm
          from={from}
          to={to}
          at={at}
          known={known}
          stepMinutes={replay.stepMinutes}
        />
        <ReplayPlayer
          key={`${from} ${to} ${known}`}
          from={from}
          to={to}
          at={at}
          known={known}
          packed={packRows(rows, at)}
          modes={modes}
          around={neighboursOf(changes, at)}
          zones={zones}
          points={region?.points ?? []}
          ground={region === null ? null : <MapGround region={region} />}
          chart={<ReplayChart crossings={lively} names={names} from={from} to={to} zone={zone} />}
        />
        <ReplayList
          changes={changes}
          names={names}
          zone={zone}
          hrefFor={(moment) => to_.replay({ from, to, asOf: moment, known })}
        />
      </div>
    </ClientMessages>
  );
}
