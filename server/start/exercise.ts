/**
 * `npm run demo`: a period of the record as if it were now, on a data folder of its own.
 *
 * The folder bears a mark. An exercise runs only on an empty folder or a marked one, whose database it begins anew,
 * and reality (`npm start`) never on a marked one, so that neither is ever taken for the other.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { dataDirPaths } from "../db/data-dir.ts";
import { type Clock, EXERCISE_ORDERS, type Exercise, exerciseClock } from "../domain/clock.ts";
import type { CrossingId } from "../domain/crossing.ts";
import { DAY_MS, type Instant, SECOND_MS, toMs } from "../domain/time.ts";
import type { Env } from "../env.ts";
import type { Log } from "../log.ts";
import { StartError } from "../start-error.ts";

export const DEMO_DATA_DIR = ".data-demo";
const MARK = "exercise";
const LOOK_EVERY_MS = 250;

const Day = z
  .string()
  .refine((text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)), {
    error: "must be a day such as 2025-10-11",
  });

/** The first day on which crossings closed, to the month's end. */
const Options = z.object({
  from: Day.default("2025-10-11").transform((day): Instant => `${day}T00:00:00.000Z`),
  to: Day.default("2025-10-31").transform((day): Instant => `${day}T23:59:59.999Z`),
  "day-seconds": z.coerce
    .number("must be a number of seconds from 0.5 to 86400")
    .min(0.5, "must be at least 0.5")
    .max(86_400, "must be at most 86400")
    .default(60),
  by: z.enum(EXERCISE_ORDERS, `must be ${EXERCISE_ORDERS.join(" or ")}`).default("seen"),
});
type ExerciseOptions = z.output<typeof Options>;

/** What stands behind `npm run demo --`. @throws StartError that names the option and what it takes */
export function readExerciseOptions(args: readonly string[]): ExerciseOptions {
  const names = ["from", "to", "day-seconds", "by"] as const;
  let values: Record<string, unknown>;
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
    ({ values } = parseArgs({ args: [...args], options }));
  } catch (error) {
    const why = error instanceof Error ? error.message.split(".")[0] : String(error);
    throw new StartError(`${why}; npm run demo takes --${names.join(", --")}.`);
  }
  const parsed = Options.safeParse(values);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new StartError(`--${String(issue?.path[0])} ${issue?.message}; correct it.`);
  }
  if (parsed.data.from >= parsed.data.to) {
    throw new StartError("--from must be before --to; correct one of them.");
  }
  return parsed.data;
}

const isMarked = (dataDir: string): boolean => existsSync(join(dataDir, MARK));

/** Reality stays away from an exercise's folder. */
export function refuseExerciseFolder({ dataDir }: Env): void {
  if (!isMarked(dataDir)) return;
  throw new StartError(
    `The data folder ${dataDir} belongs to an exercise (npm run demo); set DATA_DIR to another folder.`,
  );
}

/** Before anything is made in the folder. @throws StartError when it, or the database, may hold something real */
export function refuseRealFolder({ dataDir, databaseUrl }: Env): void {
  if (databaseUrl !== null) {
    throw new StartError(
      "An exercise keeps its own database; unset DATABASE_URL, which may hold a real one.",
    );
  }
  if (!existsSync(dataDir) || isMarked(dataDir) || readdirSync(dataDir).length === 0) return;
  throw new StartError(
    `The data folder ${dataDir} holds a real Gatewatch or something else; unset DATA_DIR (an exercise then uses ${DEMO_DATA_DIR}), or set it to an empty folder.`,
  );
}

/** Marks the folder, which is this process's by now, and takes away what an earlier exercise left. */
export function beginAnew({ dataDir }: Env): void {
  const paths = dataDirPaths(dataDir);
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(
    join(dataDir, MARK),
    "This folder belongs to npm run demo, which begins it anew.\n",
  );
  for (const path of [paths.postgres, paths.photos, paths.postgresLog]) {
    rmSync(path, { recursive: true, force: true });
  }
}

/** The clock begins when this is called. */
export function startClock(options: ExerciseOptions): Clock & { readonly exercise: Exercise } {
  const speed = DAY_MS / (options["day-seconds"] * SECOND_MS);
  const exercise = { fromAt: options.from, toAt: options.to, speed, startedMs: Date.now() };
  return { ...exerciseClock(exercise, Date.now), exercise };
}

interface RunOptions {
  /** Lets come in what the record has for the time between. */
  readonly play: (span: { readonly after: Instant; readonly until: Instant }) => Promise<unknown>;
  /** The crossings that time alone changes by an instant. */
  readonly dueAt: (at: Instant) => readonly CrossingId[];
  readonly passTime: (crossingId: CrossingId, at: Instant) => Promise<unknown>;
  readonly clock: Clock & { readonly exercise: Exercise };
  readonly log: Log;
}

/**
 * Lets the record come in as the clock runs, and tells what time alone changes: jobs wait by the database's clock,
 * which knows nothing of the exercise. Ends by itself; returns the way to end it before.
 */
export function runExercise({
  play,
  dueAt,
  passTime,
  clock,
  log,
}: RunOptions): () => Promise<void> {
  const { fromAt, toAt } = clock.exercise;
  let after = fromAt;
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  let turn: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const until = clock.now();
    try {
      await play({ after, until });
      after = until;
      for (const crossingId of dueAt(until)) {
        await passTime(crossingId, until);
      }
    } catch (error) {
      log.error("the exercise could not go on; it is tried again", { error });
    }
    if (isStopped) return;
    if (toMs(after) >= toMs(toAt)) console.log("The exercise is over; its last state stays.");
    else schedule();
  }

  function schedule(): void {
    timer = setTimeout(() => {
      turn = look();
    }, LOOK_EVERY_MS);
  }

  schedule();
  return async () => {
    isStopped = true;
    if (timer !== null) clearTimeout(timer);
    await turn;
  };
}
