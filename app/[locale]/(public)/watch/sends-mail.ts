import { getRuntime } from "#server/runtime.ts";

/** Whether this Gatewatch writes to anybody: not without a mail server, and not in an exercise. */
export function sendsMail(): boolean {
  const { env, exercise } = getRuntime();
  return env.smtpUrl !== null && exercise === null;
}
