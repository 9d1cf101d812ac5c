/*
 * The log: one JSON object a line on stderr, or a short readable line when stderr is a terminal. Fields are data, never
 * parts of the message, so that lines can be searched. What people wait for (the address, say) goes to stdout instead.
 */

/** From what tells most to what tells least. */
export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const RANK: Record<LogLevel, number> = { debug: 10, info: 20, warn: 30, error: 40 };

export type LogFields = Readonly<Record<string, unknown>>;

export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** The same log with these fields on every line. */
  with(fields: LogFields): Log;
}

export interface LogOptions {
  readonly level: LogLevel;
  readonly write?: (line: string) => void;
  readonly pretty?: boolean;
  readonly now?: () => Date;
}

/** Enough to find the statement by. */
const STATEMENT_WORDS = 4;

/** Drizzle's error of a statement: its message and stack hold the values, which may be somebody's e-mail or password hash. */
function failedStatement(error: Error): string | null {
  if (!("query" in error) || !("params" in error)) return null;
  const words = String(error.query).trim().split(/\s+/, STATEMENT_WORDS);
  return `Failed query: ${words.join(" ")} …`;
}

/** Where it was thrown; of a failed statement without the message, which V8 puts before the frames. */
function shownStack(error: Error, statement: string | null): string | undefined {
  const { stack } = error;
  if (statement === null || stack === undefined) return stack;
  if (!stack.includes(error.message)) return undefined;
  return stack.replace(error.message, () => statement);
}

/** JSON has no errors and no bigints: an error becomes its name, message, code, stack and cause. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (!(value instanceof Error)) return value;
  const statement = failedStatement(value);
  const code = "code" in value ? { code: value.code } : {};
  const cause = value.cause === undefined ? {} : { cause: value.cause };
  const message = statement ?? value.message;
  return { name: value.name, message, ...code, stack: shownStack(value, statement), ...cause };
}

function prettyError(error: Error): string {
  const statement = failedStatement(error);
  const shown = shownStack(error, statement) ?? statement ?? error.message;
  return error.cause instanceof Error ? `${shown}\ncaused by ${prettyError(error.cause)}` : shown;
}

function prettyLine(level: LogLevel, message: string, fields: LogFields, at: Date): string {
  const rest = Object.entries(fields).map(([key, value]) => {
    if (value instanceof Error) return `\n${prettyError(value)}`;
    return ` ${key}=${typeof value === "string" ? value : JSON.stringify(value, plain)}`;
  });
  return `${at.toISOString().slice(11, 23)} ${level.padEnd(5)} ${message}${rest.join("")}\n`;
}

/** Makes a log that drops what is below `level`. Never throws: a line that cannot be written is lost. */
export function createLog(options: LogOptions): Log {
  const write = options.write ?? ((line: string) => void process.stderr.write(line));
  const pretty = options.pretty ?? process.stderr.isTTY === true;
  const now = options.now ?? (() => new Date());

  function withFields(base: LogFields): Log {
    function line(level: LogLevel, message: string, more: LogFields = {}): void {
      if (RANK[level] < RANK[options.level]) return;
      const at = now();
      const fields = { ...base, ...more };
      try {
        if (pretty) write(prettyLine(level, message, fields, at));
        else
          write(`${JSON.stringify({ at: at.toISOString(), level, message, ...fields }, plain)}\n`);
      } catch {
        write(`${JSON.stringify({ at: at.toISOString(), level, message })}\n`);
      }
    }
    return {
      debug: (message, fields) => line("debug", message, fields),
      info: (message, fields) => line("info", message, fields),
      warn: (message, fields) => line("warn", message, fields),
      error: (message, fields) => line("error", message, fields),
      with: (fields) => withFields({ ...base, ...fields }),
    };
  }
  return withFields({});
}
