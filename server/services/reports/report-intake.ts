/**
 * Group commit: reports that arrive while a transaction is under way wait for it and go together in the next one.
 * Alone, a report is written at once; under load a commit carries many, and each waits for its own to be durable.
 */
import type { Database } from "#server/db/client.ts";
import { type Instant, laterOf } from "#server/domain/time.ts";
import { acceptReports, type Receipt, type Submission } from "./accept-reports.ts";

/** Reports in one transaction at most, so that none waits long for the others. */
const MAX_BATCH = 200;
/** Transactions at once: while one waits for the disk, the next is put together. */
const MAX_UNDER_WAY = 2;

interface Waiting {
  readonly submission: Submission;
  readonly now: Instant;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (reason: unknown) => void;
}

interface Intake {
  readonly waiting: Waiting[];
  underWay: number;
}

const intakes = new WeakMap<Database, Intake>();

function intakeOf(database: Database): Intake {
  const known = intakes.get(database);
  if (known !== undefined) return known;
  const made: Intake = { waiting: [], underWay: 0 };
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
    pump(database, intake);
  }
}

function pump(database: Database, intake: Intake): void {
  while (intake.waiting.length > 0 && intake.underWay < MAX_UNDER_WAY) {
    void flush(database, intake);
  }
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
  const intake = intakeOf(database);
  return new Promise((resolve, reject) => {
    intake.waiting.push({ submission, now, resolve, reject });
    // After this turn of the event loop, so that what arrived together goes together.
    setImmediate(() => pump(database, intake));
  });
}
