/** Which of the levels that people have set counts, and which after it. */
import type { AlertOverride, CrossingStatus } from "./status.ts";
import type { Instant } from "./time.ts";

/** Of a status: the newest in force, and those that count as it and each other expire, in that order. */
export type Overrides = Pick<CrossingStatus, "override" | "overridesAfter">;

/**
 * The newest that has not expired counts; when it does before an older one, that one counts again.
 * @param newestFirst by when they were made; none that was taken back
 */
export function overridesAt(newestFirst: readonly AlertOverride[], at: Instant): Overrides {
  const lasting: AlertOverride[] = [];
  for (const one of newestFirst) {
    if (one.expiresAt > (lasting.at(-1)?.expiresAt ?? at)) lasting.push(one);
  }
  const [override = null, ...after] = lasting;
  return { override, overridesAfter: after.length === 0 ? undefined : after };
}

/** Those of a status, the one that counts first. */
export const listOverrides = ({
  override,
  overridesAfter = [],
}: Overrides): readonly AlertOverride[] => (override === null ? [] : [override, ...overridesAfter]);
