import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { type Owner, tryLock, writeWhole } from "../process-lock.ts";
import { errorCode, StartError } from "../start-error.ts";

/*
 * The folder that holds everything one installation keeps: the embedded database, its log, and secrets of its own
 * making. One Gatewatch at a time works on it.
 *
 *   lock                which process that is
 *   auth-secret         signs sessions, unless AUTH_SECRET is set
 *   postgres-password   of the embedded database
 *   postgres/           its data; postgres.log beside it
 *   photos/             of reports; see server/photos
 */

export interface DataDir {
  readonly path: string;
  /** Gives the folder free for the next instance. */
  release(): void;
}

export function dataDirPaths(path: string) {
  return {
    lock: join(path, "lock"),
    authSecret: join(path, "auth-secret"),
    postgresPassword: join(path, "postgres-password"),
    postgres: join(path, "postgres"),
    postgresLog: join(path, "postgres.log"),
    photos: join(path, "photos"),
  };
}

/**
 * Makes a folder and those above it. Node's own recursive mkdir never returns where the file system answers "no such
 * file" for a name that it will not make although the folder above is there, as /proc does.
 */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    const code = errorCode(error);
    if (code === "EEXIST" && statSync(path).isDirectory()) return;
    if (code !== "ENOENT" || existsSync(dirname(path))) throw error;
    makeFolder(dirname(path));
    mkdirSync(path, { mode: 0o700 });
  }
}

function makeWritable(path: string): void {
  try {
    makeFolder(path);
    // Started by root, the database runs as another user, who must pass through but may not look around.
    if (process.getuid?.() === 0) chmodSync(path, 0o711);
    const probe = join(path, `.writable-${process.pid}`);
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    throw new StartError(
      `The data folder ${path} cannot be made or written to (${errorCode(error) ?? error}); give this user the right to write there, or set DATA_DIR to another folder.`,
      { cause: error },
    );
  }
}

function alreadyInUse(path: string, owner: Owner): StartError {
  return new StartError(
    `Gatewatch already runs on ${path} as process ${owner.pid}; stop that one (kill ${owner.pid}), or set DATA_DIR to another folder for a second instance.`,
  );
}

/** Makes the folder and takes it, or throws a `StartError`: it is not writable, or another instance works on it. */
export function openDataDir(path: string): DataDir {
  makeWritable(path);
  const attempt = tryLock(dataDirPaths(path).lock);
  if (!attempt.taken) throw alreadyInUse(path, attempt.owner);
  return { path, release: attempt.release };
}

/** The secret kept in `file`; made on the first call, 256 random bits as base64url, readable by its owner only. */
export function keptSecret(file: string): string {
  try {
    const kept = readFileSync(file, "utf8").trim();
    if (kept !== "") return kept;
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
  }
  const made = randomBytes(32).toString("base64url");
  writeWhole(file, `${made}\n`, 0o600);
  return made;
}
