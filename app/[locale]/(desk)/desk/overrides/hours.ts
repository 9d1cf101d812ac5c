/** How long a level may be set for, in hours. */
export const OVERRIDE_HOURS = [1, 3, 6, 12, 24, 72, 168] as const;
