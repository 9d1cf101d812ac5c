import type { Child } from "./child.ts";
import type { BenchGatewatch } from "./gatewatch.ts";
import type { Result } from "./result.ts";

/** What every stage is given. */
export interface Bench {
  readonly gatewatch: BenchGatewatch;
  readonly bare: Child;
  readonly barePort: number;
  /** A line about what is being done. */
  say(text: string): void;
}

export type Stage = (bench: Bench) => Promise<Result[]>;
