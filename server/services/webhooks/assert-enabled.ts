import { DomainError } from "#server/domain/errors.ts";
import type { EndpointRow } from "./endpoint-rows.ts";

/** @throws DomainError `conflict` when it is disabled */
export function assertEnabled({ disabledAt }: Pick<EndpointRow, "disabledAt">): void {
  if (disabledAt === null) return;
  throw new DomainError("conflict", "This webhook is disabled; enable it first.");
}
