/**
 * Group commit: reports that arrive while a transaction is under way wait for it and go together in the next one.
 * Alone, a report is written at once; under load a commit carries many, and each waits for its own to be durable.
 *
 * One transaction at a time: two would share the work of one, or wait for each other's crossings. What is published
 * at once goes apart from what waits for the desk, because it may have to wait for a crossing's lock.
 */
import type { Database } from "#server/db/client.ts";
import { type Instant, laterOf } from "#server/domain/time.ts";
import { acceptReports, type Receipt, type Submission } from "./accept-reports.ts";

/** Reports in one transaction at most, so that none waits long for the others. */
const MAX_BATCH = 200;

interface Waiting {
  readonly submission: Submission;
  readonly now: Instant;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (reason: unknown) => void;
}

interface Intake {
  readonly waiting: Waiting[];
  isUnderWay: boolean;
}

interface Intakes {
  readonly published: Intake;
  readonly received: Intake;
}

const intakes = new WeakMap<Database, Intakes>();
const newIntake = (): Intake => ({ waiting: [], isUnderWay: false });

function intakesOf(database: Database): Intakes {
  const known = intakes.get(database);
  if (known !== undefined) return known;
  const made: Intakes = { published: newIntake(), received: newIntake() };
  intakes.set(database, made);
  return made;
}

async function accept(database: Database, batch: readonly Waiting[], now: Instant): Promise<void> {
  const outcomes = await acceptReports(
    database,
    batch.map((w) => w.submission),
    now,
  );
  for (const [i, outcome] of outcomes.entries()) {
    if ("receipt" in outcome) batch[i]?.resolve(outcome.receipt);
    else batch[i]?.reject(outcome.refusal);
  }
}

async function flush(database: Database, intake: Intake): Promise<void> {
  const batch = intake.waiting.splice(0, MAX_BATCH);
  const now = batch.map((waiting) => waiting.now).reduce(laterOf);
  intake.isUnderWay = true;
  try {
    await accept(database, batch, now);
  } catch (error) {
    // One bad report must not refuse its neighbours: each is tried alone, and fails or stands for itself.
    if (batch.length === 1) batch[0]?.reject(error);
    else {
      for (const waiting of batch) {
        await accept(database, [waiting], now).catch((reason: unknown) => waiting.reject(reason));
      }
    }
  } finally {
    intake.isUnderWay = false;
    pump(database, intake);
  }
}

function pump(database: Database, intake: Intake): void {
  if (intake.waiting.length > 0 && !intake.isUnderWay) void flush(database, intake);
}

/**
 * Stores one report durably, with others that arrive at the same time.
 * @throws DomainError `conflict` for an id used before with other content
 */
export function takeReport(
  database: Database,
  submission: Submission,
  now: Instant,
): Promise<Receipt> {
  const { published, received } = intakesOf(database);
  const intake = submission.isTrusted ? published : received;
  return new Promise((resolve, reject) => {
    intake.waiting.push({ submission, now, resolve, reject });
    // After this turn of the event loop, so that what arrived together goes together.
    setImmediate(() => pump(database, intake));
  });
}
