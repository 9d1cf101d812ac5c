import { useTranslations } from "next-intl";
import { SourceLinks } from "#app/_components/source-links.tsx";
import { StateWord } from "#app/_components/state/state-word.tsx";
import { Since } from "#app/_components/time/since.tsx";
import { When } from "#app/_components/time/when.tsx";
import type { Track } from "#server/domain/claim.ts";
import { isCurrent } from "#server/domain/freshness.ts";
import type { Attribution, TrackState } from "#server/domain/status.ts";
import { ConditionWords } from "./condition-words.tsx";
import { FreshnessNow } from "./freshness-now.tsx";

interface TrackWordProps {
  readonly track: Track;
  readonly said: TrackState;
  readonly zones: readonly [string, string];
  readonly reference: string;
  readonly ticking: boolean;
}

/** What one track says of a lane: state, since when, who said so, and how old that word is. */
export function TrackWord({ track, said, zones, reference, ticking }: TrackWordProps) {
  const t = useTranslations("crossing.lanes");
  if (said.held === "unknown" && said.lastWordAt === null) {
    return (
      <p className="text-sm text-ink-soft">
        {track === "announced" ? t("noAnnouncement") : t("noObservation")}
      </p>
    );
  }
  const isHeldOnly = said.value === "unknown" && said.held !== "unknown";
  return (
    <div className="flex flex-col gap-0.5 text-sm">
      <StateWord state={said.value} className="text-base" />
      {isHeldOnly && <p>{t("held", { state: said.held })}</p>}
      {said.since !== null && said.held !== "unknown" && (
        <p>
          <Since since={said.since} zone={zones[0]} />
        </p>
      )}
      {said.expectedReopeningAt !== null && (
        <p>
          {t("expectedReopening")}{" "}
          <When at={said.expectedReopeningAt} reference={reference} zones={zones} show="exact" />
        </p>
      )}
      {said.conditions.length > 0 && (
        <p className="text-ink-soft">
          {t("conditions")}: <ConditionWords conditions={said.conditions} />
        </p>
      )}
      {said.lastWordAt !== null && (
        <p className="parted text-ink-soft">
          <span>
            <When
              at={said.lastWordAt}
              reference={reference}
              zones={zones}
              ticking={ticking}
              isStale={!said.recorded && !isCurrent(said.freshness)}
            />{" "}
          </span>
          <span>
            <FreshnessNow
              lastWordAt={said.lastWordAt}
              freshness={said.freshness}
              recorded={said.recorded}
            />
          </span>
        </p>
      )}
      <SaidBy said={said.said} />
    </div>
  );
}

function SaidBy({ said }: { readonly said: readonly Attribution[] }) {
  const t = useTranslations("crossing.lanes");
  if (said.length === 0) return null;
  return (
    <ul className="text-ink-soft" aria-label={t("saidBy")}>
      {said.map(({ reportId, source, links }) => (
        <li key={reportId}>
          {links.length === 0 ? <bdi lang="en">{source.name}</bdi> : <SourceLinks links={links} />}
        </li>
      ))}
    </ul>
  );
}
