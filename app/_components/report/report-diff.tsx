import { useLocale, useTranslations } from "next-intl";
import { useClaimWords } from "#app/_components/crossing/use-claim-words.ts";
import { When } from "#app/_components/time/when.tsx";
import { PUNCTUATION } from "#app/format/list.ts";
import type { LaneId } from "#server/domain/crossing.ts";
import type { ReportDifference } from "#server/domain/diff-reports.ts";
import type { Instant } from "#server/domain/time.ts";

const PARTS = [
  "low",
  "best",
  "high",
  "basis",
  "what",
  "asGiven",
  "period",
  "value",
  "exceptions",
  "cause",
  "since",
  "hold",
  "conditions",
  "expectedReopeningAt",
  "quote",
] as const;

interface DiffProps {
  /** From the version before; see `getChain`. */
  readonly differences: readonly ReportDifference[];
  /** The crossing's lanes and the zones of its sides. */
  readonly lanes: readonly LaneId[];
  readonly zones: readonly string[];
  readonly reference: Instant;
}

/** What a version of a report changed, a line a difference: what was said before, struck out, and what is said instead. */
export function ReportDiff({ differences, ...rest }: DiffProps) {
  const t = useTranslations("correction");
  const shown = differences.filter(isVisible);
  if (shown.length === 0) return <p className="text-sm text-ink-soft">{t("same")}</p>;
  return (
    <ul className="flex flex-col gap-2 text-sm">
      {shown.map((difference) => (
        <li key={difference.kind === "claim" ? difference.subject : difference.kind}>
          <DifferenceLine difference={difference} {...rest} />
        </li>
      ))}
    </ul>
  );
}

/** Times are written to the minute: seconds apart they would read as the same twice. */
const isVisible = (one: ReportDifference): boolean =>
  one.kind !== "observedAt" || one.from.slice(0, 16) !== one.to.slice(0, 16);

type LineProps = Omit<DiffProps, "differences"> & { readonly difference: ReportDifference };

function DifferenceLine({ difference, lanes, zones, reference }: LineProps) {
  const t = useTranslations("correction");
  const words = useClaimWords(lanes);
  switch (difference.kind) {
    case "observedAt":
      return (
        <>
          {t("seen")}:{" "}
          <del>
            <When at={difference.from} reference={reference} zones={zones} show="exact" />
          </del>{" "}
          <ins className="font-semibold no-underline">
            <When at={difference.to} reference={reference} zones={zones} show="exact" />
          </ins>
        </>
      );
    case "note":
      return (
        <>
          {t("note")}: <del dir="auto">{difference.from ?? t("noNote")}</del>{" "}
          <ins dir="auto" className="font-semibold no-underline">
            {difference.to ?? t("noNote")}
          </ins>
        </>
      );
    case "claim": {
      const { from, to, parts } = difference;
      if (from === null) return to === null ? null : <ins>{t("added", { what: words(to) })}</ins>;
      if (to === null) return <del>{t("taken", { what: words(from) })}</del>;
      const [was, is] = [words(from), words(to)];
      return (
        <>
          {was !== is && <del className="text-ink-soft">{was}</del>}{" "}
          <ins className="font-semibold no-underline">{is}</ins>
          <PartNames parts={parts} />
        </>
      );
    }
  }
}

/** Which details differ: the sentence of a claim does not hold all of them. */
function PartNames({ parts }: { readonly parts: readonly string[] }) {
  const t = useTranslations("correction");
  const { comma } = PUNCTUATION[useLocale()];
  const names = parts.map((part) => t(`part.${PARTS.find((known) => known === part) ?? "other"}`));
  return (
    <span className="block text-ink-soft">
      {t("differs", { parts: [...new Set(names)].join(comma) })}
    </span>
  );
}

interface ChainProps extends Omit<DiffProps, "differences"> {
  /** Oldest first, as `getChain` gives them. */
  readonly versions: readonly {
    readonly id: string;
    readonly receivedAt: Instant;
    readonly differences: readonly ReportDifference[];
  }[];
}

/** The versions of a report, newest first, each with what it changed; nothing when there is only one. */
export function ReportChain({ versions, ...rest }: ChainProps) {
  const t = useTranslations("correction");
  if (versions.length < 2) return null;
  const numbered = versions.map((version, number) => ({ ...version, number })).toReversed();
  return (
    <section aria-label={t("versions")} className="flex flex-col gap-4">
      <h3 className="text-sm text-ink-soft">{t("versions")}</h3>
      <ol className="flex flex-col gap-4">
        {numbered.map(({ id, number, receivedAt, differences }) => (
          <li key={id} className="border-s-4 border-line-strong ps-3">
            <p className="text-sm">
              <span className="font-semibold">
                {number === 0 ? t("first") : t("next", { number })}
              </span>{" "}
              · <When at={receivedAt} reference={rest.reference} zones={rest.zones} show="both" />
            </p>
            {number > 0 && <ReportDiff differences={differences} {...rest} />}
          </li>
        ))}
      </ol>
    </section>
  );
}
