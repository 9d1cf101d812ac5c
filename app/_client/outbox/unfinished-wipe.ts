/** A phone that was wiped without a line still holds its session: a mark is left, and the next visit ends it. */
const MARK = "gatewatch.unfinished-wipe";
const LIMIT_MS = 5_000;

/** Ends the session there and clears the cookies here (app/api/forget-phone); false when no answer came. */
export async function endSession(): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(LIMIT_MS);
    return (await fetch("/api/forget-phone", { method: "POST", signal })).ok;
  } catch {
    return false;
  }
}

export function leaveMark(): void {
  try {
    localStorage.setItem(MARK, "1");
  } catch {
    // Blocked: nothing was kept here either.
  }
}

export function isWipeUnfinished(): boolean {
  try {
    return localStorage.getItem(MARK) !== null;
  } catch {
    return false;
  }
}

/** Ends what a wipe had to leave; true when it did just now. */
export async function finishWipe(): Promise<boolean> {
  if (!isWipeUnfinished() || !(await endSession())) return false;
  localStorage.removeItem(MARK);
  return true;
}
