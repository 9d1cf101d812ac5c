/**
 * Whether this page has begun to wipe the phone. What was on its way then (an answer, a photo, word from another tab) may
 * end later and must write nothing.
 */
let isDone = false;

export const isWiped = (): boolean => isDone;

export function markWiped(): void {
  isDone = true;
}
