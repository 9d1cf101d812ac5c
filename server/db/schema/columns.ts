import { timestamp } from "drizzle-orm/pg-core";

/** An instant, as text both ways (server/db/instants.ts reads it). */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });
