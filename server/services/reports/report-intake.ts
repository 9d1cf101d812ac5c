/**
 * Group commit: reports that arrive while a transaction is under way wait for it and go together in the next one.
 * Alone, a report is written at once; under load a commit carries many, and each waits for its own to be durable.
 *
 * What waits for the desk and what is published at once go apart, because the second may have to wait for a crossing's
 * lock, and one transaction of it at a time, because two would wait for each other's crossings.
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
  readonly database: Database;
  readonly waiting: Waiting[];
  /** Transactions at a time at most. */
  readonly most: number;
  underWay: number;
}

interface Intakes {
  readonly published: Intake;
  readonly received: Intake;
}

/** While one transaction waits for the disk another can run; more would make the groups small. */
const MOST_RECEIVING = 2;
/**
 * Reports that are worth a second transaction: each has a cost of its own, however few it carries. At 16 instead of 8
 * the groups of 32 clients grew from 12 reports to 17, and a report cost Postgres a fifth less.
 */
const WORTH_ANOTHER = 16;

const intakes = new WeakMap<Database, Intakes>();

/**
 * Gives what waits for the desk connections of its own (`receiving`). A pool hands out its connections in turn, and
 * twenty server processes that each run the statement now and then cost half as much again as two that run it always.
 */
export function openIntake(database: Database, receiving: Database): Intakes {
  const made: Intakes = {
    published: { database, waiting: [], most: 1, underWay: 0 },
    received: { database: receiving, waiting: [], most: MOST_RECEIVING, underWay: 0 },
  };
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

async function flush(intake: Intake): Promise<void> {
  const { database } = intake;
  const batch = intake.waiting.splice(0, MAX_BATCH);
  const now = batch.map((waiting) => waiting.now).reduce(laterOf);
  intake.underWay += 1;
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
    intake.underWay -= 1;
    pump(intake);
  }
}

function pump(intake: Intake): void {
  const { waiting, underWay, most } = intake;
  const isWorth = underWay === 0 ? waiting.length > 0 : waiting.length >= WORTH_ANOTHER;
  if (isWorth && underWay < most) void flush(intake);
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
  const { published, received } = intakes.get(database) ?? openIntake(database, database);
  const intake = submission.isTrusted ? published : received;
  return new Promise((resolve, reject) => {
    intake.waiting.push({ submission, now, resolve, reject });
    // A group that is worth it goes at once, so that the database works while the rest is read. What is less waits
    // for the end of this turn of the event loop, so that what arrived together goes together.
    if (intake.waiting.length >= WORTH_ANOTHER) pump(intake);
    else setImmediate(() => pump(intake));
  });
}
