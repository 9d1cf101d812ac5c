import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BoardLive } from "#app/_client/firm/board-live.tsx";
import { CorridorBoard } from "#app/_components/firm/corridor-board.tsx";
import { When } from "#app/_components/time/when.tsx";
import { PageRefused } from "#app/[locale]/page-refused.tsx";
import { formatInstant, formatOffset } from "#app/format/date.ts";
import { canInFirm } from "#server/domain/firm.ts";
import { loadBoard } from "./load-board.ts";
import { NoCorridor } from "./no-corridor.tsx";
import { NoFirm } from "./no-firm.tsx";
import { openFirmPage } from "./open-firm-page.ts";

interface FirmPageProps {
  readonly params: Promise<{ locale: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("firm"))("title") };
}

/** The firm's board: each corridor with its answer, and everything by which a gate is chosen. */
export default async function FirmPage({ params }: FirmPageProps) {
  const page = await openFirmPage(params, (to) => to.firm());
  if (page === null) return <PageRefused />;
  const { locale, membership } = page;
  if (membership === null) return <NoFirm />;
  const t = await getTranslations("firm");
  const [{ at, corridors, suggestions }, { watches }] = await Promise.all([
    loadBoard(page),
    page.caller.watches.list({}),
  ]);
  // Whoever was woken by a message looks here next, and sees which it was.
  const last = watches.toSorted((a, b) => (b.toldAt ?? "").localeCompare(a.toldAt ?? ""))[0];
  const { timeZone, role } = membership;
  const time = `${formatInstant(at, { locale, style: "dayTime", zone: timeZone })} ${formatOffset(at, timeZone)}`;
  const crossingIds = new Set(corridors.flatMap(({ rows }) => rows.map((row) => row.crossingId)));
  return (
    <>
      <BoardLive crossingIds={[...crossingIds]} at={at} />
      <h1 className="sr-only">{t("boardTitle", { firm: membership.name })}</h1>
      <div className="pt-3 pb-6 text-sm text-ink-soft">
        <p>{t("asOf", { time })}</p>
        {last?.toldAt != null && (
          <p>
            {t("lastTold")} <When at={last.toldAt} reference={at} zones={[timeZone]} show="both" />
            {" · "}
            <a href={page.to.firmWatches()} className="text-link">
              <bdi>{last.name}</bdi>
            </a>
          </p>
        )}
      </div>
      {corridors.length === 0 && (
        <NoCorridor
          suggestions={suggestions}
          mayEdit={canInFirm(role, "corridor.edit")}
          ownHref={page.to.firmCorridors()}
        />
      )}
      {corridors.map((corridor) => (
        <CorridorBoard key={corridor.id} {...corridor} reference={at} />
      ))}
      {corridors.length > 0 && <p className="max-w-prose text-sm text-ink-soft">{t("rules")}</p>}
    </>
  );
}
