/** What a rule tells because time has passed: a silence, a closure that lasts, a planned closure that comes near. */
import type { Announcement, Occurrence } from "./announcement.ts";
import type { CrossingId } from "./crossing.ts";
import { addMs, HOUR_MS, type Instant } from "./time.ts";
import type { WatchEvent, WatchWord } from "./watch-event.ts";
import { inScope, type Match } from "./watch-match.ts";
import type { CrossingMemory } from "./watch-memory.ts";
import type { RuleOf, WatchRule } from "./watch-rule.ts";

/** A closure, or a restriction, that somebody has announced for a time to come. */
export type PlannedClosure = Pick<Announcement, "id" | "title" | "party" | "lanes" | "value"> &
  Pick<Occurrence, "startsAt" | "endsAt">;

interface Look {
  readonly crossingId: CrossingId;
  readonly at: Instant;
  readonly planned: readonly PlannedClosure[];
}

/** What a rule finds when it looks. */
interface Found {
  readonly all: readonly Due[];
  /** Keys of what is so no longer, or not yet: what waits to be told of them is over. */
  readonly over: readonly string[];
  /** Without what is over. */
  readonly memory: CrossingMemory;
}

/** One thing that is due at an instant, and what is remembered once it has been told. */
interface Due {
  readonly dueAt: Instant;
  readonly key: string;
  readonly word: WatchWord;
  readonly remember: (memory: CrossingMemory) => CrossingMemory;
}

const closureKey = (lane: string): string => `${lane} long`;

/** A lane that was lost from sight has not opened: its closure is over when something is seen to move. */
function longClosures(rule: RuleOf<"closure_longer">, memory: CrossingMemory, look: Look): Found {
  const lanes = Object.entries(memory.lanes).filter(([lane]) => inScope(rule, lane));
  const endOf = (since: Instant) => addMs(since, rule.hours * HOUR_MS);
  const all = lanes.flatMap(([lane, { now, since }]): Due[] => {
    if (now !== "closed" || since === null || memory.longClosures[lane] === since) return [];
    return [
      {
        dueAt: endOf(since),
        key: closureKey(lane),
        word: { kind: "closure_longer", lane, since, hours: rule.hours },
        remember: (before) => ({
          ...before,
          longClosures: { ...before.longClosures, [lane]: since },
        }),
      },
    ];
  });
  const over = lanes
    .filter(
      ([, { known, since }]) => known !== "closed" || since === null || endOf(since) > look.at,
    )
    .map(([lane]) => closureKey(lane));
  return { all, over, memory };
}

/** After a word, the next silence is another one, also when that word is taken back. */
function silences(rule: RuleOf<"silence">, memory: CrossingMemory, look: Look): Found {
  const { lastWordAt } = memory;
  const key = "silence";
  const dueAt = lastWordAt === null ? null : addMs(lastWordAt, rule.hours * HOUR_MS);
  const isOver = dueAt === null || dueAt > look.at;
  const after = isOver ? { ...memory, silentAfter: null } : memory;
  const over = isOver ? [key] : [];
  if (lastWordAt === null || dueAt === null || after.silentAfter === lastWordAt) {
    return { all: [], over, memory: after };
  }
  const due: Due = {
    dueAt,
    key,
    word: { kind: "silence", lastWordAt },
    remember: (before) => ({ ...before, silentAfter: lastWordAt }),
  };
  return { all: [due], over, memory: after };
}

const plannedName = ({ id, startsAt, endsAt }: PlannedClosure): string =>
  `${id} ${startsAt} ${endsAt}`;
const plannedKey = (name: string): string => `planned ${name}`;

/** One that has begun is still worth telling; one that was called off, or has ended, is not. */
function plannedClosures(rule: RuleOf<"planned">, memory: CrossingMemory, look: Look): Found {
  const all = look.planned.flatMap((plan): Due[] => {
    const told = plannedName(plan);
    const lanes = plan.lanes.filter((lane) => inScope(rule, lane));
    const isNews = !memory.planned.includes(told) && plan.startsAt > look.at;
    if (!isNews || lanes.length === 0 || plan.value === "open") return [];
    const { id: announcementId, title, party, value, startsAt, endsAt } = plan;
    return [
      {
        dueAt: addMs(startsAt, -rule.leadHours * HOUR_MS),
        key: plannedKey(told),
        word: { kind: "planned", announcementId, title, party, lanes, value, startsAt, endsAt },
        remember: (before) => ({
          ...before,
          planned: [...before.planned.filter((one) => !hasEnded(one, look.at)), told],
        }),
      },
    ];
  });
  const standing = new Set(look.planned.map(plannedName));
  const over = memory.planned
    .filter((told) => !standing.has(told) || hasEnded(told, look.at))
    .map(plannedKey);
  return { all, over, memory };
}

const hasEnded = (told: string, at: Instant): boolean => (told.split(" ")[2] ?? "") <= at;

function find(rule: WatchRule, memory: CrossingMemory, look: Look): Found {
  switch (rule.kind) {
    case "closure_longer":
      return longClosures(rule, memory, look);
    case "silence":
      return silences(rule, memory, look);
    case "planned":
      return plannedClosures(rule, memory, look);
    default:
      return { all: [], over: [], memory };
  }
}

/** The first of some instants; null: there is none among them. */
export const earliest = (instants: readonly (Instant | null | undefined)[]): Instant | null =>
  instants.filter((one) => one != null).sort()[0] ?? null;

/**
 * What has come due at `look.at`, each once, what of it is over, and when to look again; `nextAt` null: not before
 * something changes.
 */
export function matchTime(
  rule: WatchRule,
  memory: CrossingMemory,
  look: Look,
): Match & { readonly nextAt: Instant | null } {
  const { all, over, memory: before } = find(rule, memory, look);
  const due = all.filter(({ dueAt }) => dueAt <= look.at);
  const later = all.map(({ dueAt }) => dueAt).filter((dueAt) => dueAt > look.at);
  const { crossingId, at } = look;
  const events = due.map(
    ({ key, dueAt, word }): WatchEvent => ({
      key: `${crossingId} ${key}`,
      crossingId,
      at,
      observedAt: word.kind === "planned" ? at : dueAt,
      changeId: null,
      level: memory.level,
      word,
    }),
  );
  return {
    events,
    undone: over.map((key) => `${crossingId} ${key}`),
    memory: due.reduce((so, { remember }) => remember(so), before),
    nextAt: earliest(later),
  };
}
