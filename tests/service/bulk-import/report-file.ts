/** Files of reports as people bring them: a BOM, semicolons, one good row after another and what is wrong between. */
import { sql } from "drizzle-orm";
import type { Database } from "#server/db/client.ts";
import { addMs, HOUR_MS } from "#server/domain/time.ts";
import { NOW } from "../../support/reports.ts";

const HEAD = "id;crossing;observed_at;lanes;state;trucks_stranded;source;source_kind;party";
export const row = (cells: readonly string[]) => cells.join(";");
export const good = (id: string, hoursAgo: number, trucks = "107") =>
  row([
    id,
    "torkham",
    addMs(NOW, -hoursAgo * HOUR_MS),
    "truck",
    "closed",
    trucks,
    "Customs",
    "official",
    "PK",
  ]);
export const file = (...rows: string[]) => `\ufeff${[HEAD, ...rows].join("\r\n")}\r\n`;
export const BAD = [
  row(["b1", "atlantis", NOW, "truck", "closed", "", "Customs", "official", ""]),
  row(["b2", "torkham", "yesterday", "boat", "half", "many", "Customs", "official", ""]),
  row(["b3", "torkham", "2027-11-22T15:00:00Z", "truck", "closed", "", "Customs", "official", ""]),
  row(["b4", "torkham", NOW, "truck", "closed", "", "Customs", "reporter", ""]),
];

export const reportsIn = async (database: Database) =>
  Number((await database.execute(sql`select count(*) as n from reports`))[0]?.n);
