import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import { MODES } from "#server/domain/mode.ts";
import type { WatchSubject } from "#server/domain/watch.ts";
import { type WatchRule, withinLane } from "#server/domain/watch-rule.ts";

/** A rule as it is judged: on a corridor, what it leaves open is the corridor's lane of today. */
export async function watchedRule(
  tx: Database | Transaction,
  { subject, rule }: { readonly subject: WatchSubject; readonly rule: WatchRule },
): Promise<WatchRule> {
  if (subject.kind !== "corridor") return rule;
  const [lane] = await selectRows(
    tx,
    z.object({ direction: z.string(), mode: z.enum(MODES) }),
    sql`select direction, mode from corridors where id = ${subject.corridor}::uuid`,
  );
  return lane === undefined ? rule : withinLane(rule, lane);
}
