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

/** One thing that is due at an instant, and what is remembered once it has been told. */
interface Due {
  readonly dueAt: Instant;
  readonly key: string;
  readonly word: WatchWord;
  readonly remember: (memory: CrossingMemory) => CrossingMemory;
}

function longClosures(rule: RuleOf<"closure_longer">, memory: CrossingMemory): Due[] {
  return Object.entries(memory.lanes).flatMap(([lane, { now, since }]): Due[] => {
    if (now !== "closed" || since === null || !inScope(rule, lane)) return [];
    if (memory.longClosures[lane] === since) return [];
    return [
      {
        dueAt: addMs(since, rule.hours * HOUR_MS),
        key: `${lane} long`,
        word: { kind: "closure_longer", lane, since, hours: rule.hours },
        remember: (before) => ({
          ...before,
          longClosures: { ...before.longClosures, [lane]: since },
        }),
      },
    ];
  });
}

function silences(rule: RuleOf<"silence">, { lastWordAt, silentAfter }: CrossingMemory): Due[] {
  if (lastWordAt === null || silentAfter === lastWordAt) return [];
  return [
    {
      dueAt: addMs(lastWordAt, rule.hours * HOUR_MS),
      key: "silence",
      word: { kind: "silence", lastWordAt },
      remember: (before) => ({ ...before, silentAfter: lastWordAt }),
    },
  ];
}

const plannedKey = ({ id, startsAt, endsAt }: PlannedClosure): string =>
  `${id} ${startsAt} ${endsAt}`;

function plannedClosures(rule: RuleOf<"planned">, memory: CrossingMemory, look: Look): Due[] {
  return look.planned.flatMap((plan): Due[] => {
    const told = plannedKey(plan);
    const lanes = plan.lanes.filter((lane) => inScope(rule, lane));
    const isNews = !memory.planned.includes(told) && plan.startsAt > look.at;
    if (!isNews || lanes.length === 0 || plan.value === "open") return [];
    const { id: announcementId, title, party, value, startsAt, endsAt } = plan;
    return [
      {
        dueAt: addMs(startsAt, -rule.leadHours * HOUR_MS),
        key: `planned ${told}`,
        word: { kind: "planned", announcementId, title, party, lanes, value, startsAt, endsAt },
        remember: (before) => ({
          ...before,
          planned: [...before.planned.filter((one) => !hasEnded(one, look.at)), told],
        }),
      },
    ];
  });
}

const hasEnded = (told: string, at: Instant): boolean => (told.split(" ")[2] ?? "") < at;

function dueOf(rule: WatchRule, memory: CrossingMemory, look: Look): Due[] {
  switch (rule.kind) {
    case "closure_longer":
      return longClosures(rule, memory);
    case "silence":
      return silences(rule, memory);
    case "planned":
      return plannedClosures(rule, memory, look);
    default:
      return [];
  }
}

/** What has come due at `look.at`, each once, and when to look again; `nextAt` null: not before something changes. */
export function matchTime(
  rule: WatchRule,
  memory: CrossingMemory,
  look: Look,
): Match & { readonly nextAt: Instant | null } {
  const all = dueOf(rule, memory, look);
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
    undone: [],
    memory: due.reduce((so, { remember }) => remember(so), memory),
    nextAt: later.sort()[0] ?? null,
  };
}
