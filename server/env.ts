import { resolve } from "node:path";
import { z } from "zod";
import { LOG_LEVELS, type LogLevel } from "./log.ts";
import { StartError } from "./start-error.ts";
import { parseRange } from "./webhooks/address-rules.ts";

/*
 * The only reader of process.env. What is configured is parsed here once and passed on as a value; an empty value
 * counts as not set. A value that does not fit stops the start with its name and what is expected.
 */

function urlOf(...protocols: string[]) {
  const expected = protocols.map((name) => `${name}://`).join(" or ");
  return z.string().refine((value) => {
    const url = URL.canParse(value) ? new URL(value) : null;
    return url !== null && protocols.includes(url.protocol.slice(0, -1));
  }, `must be a URL that begins with ${expected}`);
}

const postgresUrl = urlOf("postgres", "postgresql");
const PORT_RULE = "must be a whole number from 0 to 65535";

const Env = z.object({
  /** 0 takes any free port. */
  PORT: z
    .string()
    .default("3000")
    .refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, PORT_RULE)
    .transform(Number),
  HOST: z.string().default("127.0.0.1"),
  DATA_DIR: z.string(),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_REPLICA_URLS: z
    .string()
    .default("")
    .transform((value) => value.split(",").map((url) => url.trim()))
    .transform((urls) => urls.filter((url) => url !== ""))
    .pipe(z.array(postgresUrl)),
  AUTH_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  PUBLIC_URL: urlOf("http", "https").optional(),
  SMTP_URL: urlOf("smtp", "smtps").optional(),
  FEED_NETWORKS: z
    .string()
    .default("")
    .transform((value) => value.split(",").map((range) => range.trim()))
    .transform((ranges) => ranges.filter((range) => range !== ""))
    .refine(
      (ranges) => ranges.every((range) => parseRange(range) !== null),
      "must be ranges such as 10.1.0.0/16, parted by commas",
    ),
  TRUSTED_PROXIES: z
    .string()
    .default("0")
    .refine((value) => /^\d$/.test(value), "must be a whole number from 0 to 9")
    .transform(Number),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(", ")}`).default("info"),
});

/** How this process is configured. Paths are absolute; what is not configured is null. */
export interface Env {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** Null: the embedded database in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly databaseReplicaUrls: readonly string[];
  /** Null: the one kept in `dataDir`. */
  readonly authSecret: string | null;
  /** Without a slash at its end. Null: the address that Gatewatch listens on. */
  readonly publicUrl: string | null;
  readonly smtpUrl: string | null;
  /** Private ranges in which feeds may be asked. */
  readonly feedNetworks: readonly string[];
  /** How many proxies of our own stand in front and append to X-Forwarded-For. */
  readonly trustedProxies: number;
  readonly logLevel: LogLevel;
}

/**
 * Reads the configuration, or throws a `StartError` that names the first variable that does not fit.
 * @param dataDir where data is kept when DATA_DIR does not say
 */
export function readEnv(
  source: Readonly<Record<string, string | undefined>> = process.env,
  dataDir = ".data",
): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = Env.safeParse({ DATA_DIR: dataDir, ...given });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new StartError(`${String(issue?.path[0])} ${issue?.message}; correct or unset it.`);
  }
  const env = parsed.data;
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL ?? null,
    databaseReplicaUrls: env.DATABASE_REPLICA_URLS,
    authSecret: env.AUTH_SECRET ?? null,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, "") ?? null,
    smtpUrl: env.SMTP_URL ?? null,
    feedNetworks: env.FEED_NETWORKS,
    trustedProxies: env.TRUSTED_PROXIES,
    logLevel: env.LOG_LEVEL,
  };
}

/** The environment for a child process: this one's, with changes. */
export function childEnv(changes: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...changes };
}
