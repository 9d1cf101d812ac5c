import { useLocale, useTranslations } from "next-intl";
import { useClaimWords } from "#app/_components/crossing/use-claim-words.ts";
import { useLaneNames } from "#app/_components/crossing/use-lane-name.ts";
import { StateWord } from "#app/_components/state/state-word.tsx";
import { When } from "#app/_components/time/when.tsx";
import { countryName, crossingName } from "#app/format/country.ts";
import { formatRange } from "#app/format/number.ts";
import { pathsFor } from "#app/paths.ts";
import type { Claim, CountClaim } from "#server/domain/claim.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import { DecisionForm } from "./decision-form.tsx";
import { isUrgent, type LaneTurn } from "./order-queue.ts";

export interface QueueLine {
  readonly id: string;
  readonly crossing: Crossing;
  readonly status: CrossingStatus;
  readonly reporterName: string | null;
  readonly pseudonym: string;
  readonly observedAt: Instant;
  readonly receivedAt: Instant;
  readonly note: string | null;
  readonly claims: readonly Claim[];
  readonly turns: readonly LaneTurn[];
}

interface QueueItemProps {
  readonly item: QueueLine;
  readonly reference: Instant;
}

/** One report that waits: who, when, what it says beside what counts now, and the decision. */
export function QueueItem({ item, reference }: QueueItemProps) {
  const t = useTranslations("desk");
  const locale = useLocale();
  const name = crossingName(locale, item.crossing);
  return (
    <li className="grid gap-x-12 gap-y-5 border-t border-line-strong py-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="flex min-w-0 flex-col gap-4">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <h2 className="text-xl font-bold">
            <a className="text-link" href={pathsFor(locale).crossing(item.crossing.id)}>
              <bdi>{name}</bdi>
            </a>
          </h2>
          {isUrgent(item) && <span className="font-semibold">{t("changes")}</span>}
        </div>
        <Who item={item} reference={reference} />
        <Said item={item} />
        {item.note !== null && (
          <div>
            <h3 className="text-sm text-ink-soft">{t("note")}</h3>
            <p dir="auto" className="max-w-prose whitespace-pre-line">
              {item.note}
            </p>
          </div>
        )}
      </div>
      <DecisionForm reportId={item.id} about={name} />
    </li>
  );
}

function Who({ item, reference }: QueueItemProps) {
  const t = useTranslations("desk");
  const zones = item.crossing.sides.map((side) => side.zone);
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
      <dt className="text-ink-soft">{t("who")}</dt>
      <dd>
        <bdi className="font-semibold">{item.reporterName ?? t("noName")}</bdi>{" "}
        <span className="text-ink-soft">
          ({t("whoNote")}; {t("inPublic", { pseudonym: item.pseudonym })})
        </span>
      </dd>
      <dt className="text-ink-soft">{t("seen")}</dt>
      <dd>
        <When at={item.observedAt} reference={reference} zones={zones} show="both" />
      </dd>
      <dt className="text-ink-soft">{t("received")}</dt>
      <dd>
        <When at={item.receivedAt} reference={reference} zones={zones} show="both" />
      </dd>
    </dl>
  );
}

/** Lanes and figures beside what counts now; the rest as sentences. */
function Said({ item: { claims, turns, crossing, status } }: Pick<QueueItemProps, "item">) {
  const t = useTranslations("desk");
  const words = useClaimWords(crossing.lanes.map((lane) => lane.id));
  const names = useLaneNames();
  const sentences = claims.filter((claim) => claim.kind !== "count").map(words);
  return (
    <div className="flex flex-col gap-3">
      <ul className="font-medium">
        {[...new Set(sentences)].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {claims
          .filter((claim) => claim.kind === "count")
          .map((claim) => (
            <li key={`${claim.metric} ${claim.side} ${claim.lane}`}>
              <FigureSaid claim={claim} status={status} said={words(claim)} />
            </li>
          ))}
      </ul>
      {turns.length > 0 && (
        <table className="max-w-xl border-collapse text-sm">
          <caption className="sr-only">{t("state")}</caption>
          <thead className="text-start text-ink-soft">
            <tr>
              <th scope="col" className="py-1 pe-4 text-start font-normal">
                {t("lane")}
              </th>
              <th scope="col" className="py-1 pe-4 text-start font-normal">
                {t("now")}
              </th>
              <th scope="col" className="py-1 text-start font-normal">
                {t("reported")}
              </th>
            </tr>
          </thead>
          <tbody>
            {turns.map(({ lane, now, reported }) => (
              <tr key={lane} className="border-t border-line">
                <th scope="row" className="py-1.5 pe-4 text-start font-normal">
                  {names.lane(lane)}
                </th>
                <td className="py-1.5 pe-4">
                  <StateWord state={now} />
                </td>
                <td className="py-1.5">
                  <StateWord state={reported} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

interface FigureSaidProps {
  readonly claim: CountClaim;
  readonly status: CrossingStatus;
  readonly said: string;
}

function FigureSaid({ claim, status, said }: FigureSaidProps) {
  const t = useTranslations("desk");
  const locale = useLocale();
  const figure = status.figures.find(
    (one) => one.metric === claim.metric && one.side === claim.side && one.lane === claim.lane,
  );
  const now =
    figure === undefined ? t("figureNone") : t("figureNow", { range: formatRange(locale, figure) });
  const place = claim.side === null ? claim.lane : countryName(locale, claim.side);
  return (
    <>
      {said}
      {place !== null && ` (${place})`} <span className="font-normal text-ink-soft">· {now}</span>
    </>
  );
}
