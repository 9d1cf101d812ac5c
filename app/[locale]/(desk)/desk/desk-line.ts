import type { loadDesk } from "./load-desk.ts";

type Desk = Awaited<ReturnType<typeof loadDesk>>;

/** A report that waits, as the desk is told of it. */
export type QueueLine = Desk["lines"][number]["item"];
/** A report that is public and was not looked at. */
export type DeskLine = Desk["unseen"][number];
