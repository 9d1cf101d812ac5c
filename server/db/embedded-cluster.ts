import { spawn } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { StartError } from "../start-error.ts";
import { dataDirPaths } from "./data-dir.ts";
import { assertOwnData, giveToAccount, type PostgresAccount } from "./postgres-account.ts";

export interface ClusterOptions {
  readonly initdb: string;
  readonly account: PostgresAccount;
  readonly dataDir: string;
  readonly user: string;
  readonly password: string;
  readonly signal?: AbortSignal;
}

/** Begins the names of what initdb has not finished; a crash leaves them, the next start removes them. */
const UNFINISHED = "postgres.new";

/** Same order on every machine, whatever ICU or C library it has: Postgres' own C.UTF-8. */
const CLUSTER_ARGS = [
  "--encoding=UTF8",
  "--locale=C",
  "--locale-provider=builtin",
  "--builtin-locale=C.UTF-8",
  "--auth=scram-sha-256",
];

/** Makes the cluster if there is none yet. It appears whole or not at all. */
export async function initCluster(options: ClusterOptions): Promise<void> {
  const { account, dataDir } = options;
  const folder = dataDirPaths(dataDir).postgres;
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith(UNFINISHED)) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
  if (existsSync(folder)) {
    assertOwnData(folder);
    giveToAccount(folder, account);
    return;
  }
  const unfinished = join(dataDir, UNFINISHED);
  const passwordFile = `${unfinished}.password`;
  try {
    writeFileSync(passwordFile, options.password, { mode: 0o400 });
    mkdirSync(unfinished, { mode: 0o700 });
    if (account.owner) {
      chownSync(passwordFile, account.owner.uid, account.owner.gid);
      chownSync(unfinished, account.owner.uid, account.owner.gid);
    }
    await runInitdb(options, [
      ...CLUSTER_ARGS,
      `--username=${options.user}`,
      `--pwfile=${passwordFile}`,
      `--pgdata=${unfinished}`,
    ]);
    renameSync(unfinished, folder);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function runInitdb(options: ClusterOptions, args: readonly string[]): Promise<void> {
  const { file, args: allArgs, options: ids } = options.account.invocation(options.initdb, args);
  return new Promise((resolve, reject) => {
    const child = spawn(file, allArgs, {
      ...ids,
      cwd: "/",
      stdio: ["ignore", "ignore", "pipe"],
      ...(options.signal ? { signal: options.signal } : {}),
    });
    let complaint = "";
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      complaint += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(initdbFailed(options.dataDir, complaint));
    });
  });
}

function initdbFailed(dataDir: string, complaint: string): StartError {
  const reason = complaint
    .trim()
    .split("\n")
    .find((line) => /error|fatal/i.test(line));
  return new StartError(
    `The embedded database cannot be made in ${dataDir} (${reason ?? "initdb gave no reason"}); correct that, set DATA_DIR to another folder, or set DATABASE_URL.`,
  );
}
