/**
 * A reason outside of Gatewatch for which it cannot start or go on. `message` is one sentence that says what to do, and
 * is all that people see; the exit code is 1.
 */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StartError";
  }
}

/** What Node's system errors carry, or undefined for anything else. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** Ends the process with 1 and the reason; anything but a `StartError` is a bug and is shown whole. */
export function failStart(error: unknown): never {
  console.error(error instanceof StartError ? `gatewatch: ${error.message}` : error);
  process.exit(1);
}
