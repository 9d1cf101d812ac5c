import { randomInt } from "node:crypto";

/** A name for the public that says nothing about the person: "Reporter 4821-07". */
export function newPseudonym(): string {
  const digits = String(randomInt(1_000_000)).padStart(6, "0");
  return `Reporter ${digits.slice(0, 4)}-${digits.slice(4)}`;
}
