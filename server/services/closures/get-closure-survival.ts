import type { Cause } from "#server/domain/claim.ts";
import type { Closure } from "#server/domain/closure.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { Known } from "#server/domain/report.ts";
import { questionOf, type SurvivalGroup, survivalGroups } from "#server/domain/survival-groups.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { listClosures } from "./list-closures.ts";

/** The newest ones count; the record has a hundred. */
const MOST_CLOSURES = 10_000;

/** Reads the closures of a crossing, or of all. */
export type ReadClosures = (slug: CrossingId | null) => Promise<Closure[]>;

/** Each list is read once, however often it is asked for: all closures are many. */
export function closuresReader(
  ctx: ServiceContext,
  view: { readonly at: Instant | null; readonly known: Known },
): ReadClosures {
  const lists = new Map<CrossingId | null, Promise<Closure[]>>();
  const read: ReadClosures = async (slug) => {
    const filter = { ...view, slug, from: null, to: null, limit: MOST_CLOSURES };
    return (await listClosures(ctx, filter)).closures;
  };
  return (slug) => {
    const list = lists.get(slug) ?? read(slug);
    lists.set(slug, list);
    return list;
  };
}

export interface ClosureSurvival {
  readonly at: Instant;
  readonly known: Known;
  readonly slug: CrossingId | null;
  readonly cause: Cause | null;
  readonly day: number;
  /** Narrowest first; the last is the one that speaks, or says that nothing can be said. */
  readonly groups: readonly SurvivalGroup[];
}

/**
 * How much longer closures lasted that had reached a day, by those known at the instant asked for.
 * @param filter.cause null: that of the crossing's closure while it goes on
 * @param filter.day null: the day of the crossing's closure while it goes on, else 1
 * @param closuresOf of several questions of one instant, one reader
 * @throws DomainError `not_found` for an unknown crossing
 */
export async function getClosureSurvival(
  ctx: ServiceContext,
  filter: {
    readonly slug: CrossingId | null;
    readonly cause: Cause | null;
    readonly day: number | null;
    readonly at: Instant | null;
    readonly known: Known;
  },
  closuresOf: ReadClosures = closuresReader(ctx, filter),
): Promise<ClosureSurvival> {
  const { slug, at, known } = filter;
  const own = slug === null ? [] : await closuresOf(slug);
  const put = questionOf(own);
  const question = {
    crossingId: slug,
    cause: filter.cause ?? put.cause,
    day: filter.day ?? put.day,
  };
  // Those of all crossings are dear to derive at a past instant, and often the crossing's own are enough.
  const [here] = slug === null ? [] : survivalGroups(own, question);
  const groups =
    here !== undefined && here.remaining !== null
      ? [here]
      : survivalGroups(await closuresOf(null), question);
  return { at: at ?? ctx.now, known, slug, cause: question.cause, day: question.day, groups };
}
