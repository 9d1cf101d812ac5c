import { type SpawnOptions, spawnSync } from "node:child_process";
import { accessSync, constants, lchownSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "../start-error.ts";

/*
 * As which user the embedded Postgres runs. Postgres refuses to run as root, so root hands it to an unprivileged user
 * who owns nothing but the data folder.
 *
 * That user may be unable to even reach the folder: a checkout in root's own home, say, which nobody else can enter.
 * Then `setpriv` starts Postgres as that user plus the one capability to read and pass through any folder
 * (CAP_DAC_READ_SEARCH). It is not root, cannot write anywhere else, and keeps the capability across exec, which
 * Postgres' own children need. Where a container's bounding set lacks it, CAP_DAC_OVERRIDE (which Docker grants) does.
 */

/** A command to run in place of `program args`, and under whose ids. */
export interface Invocation {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: Pick<SpawnOptions, "uid" | "gid">;
}

export interface PostgresAccount {
  /** The owner of the data folder, or null where Postgres runs as whoever runs Gatewatch. */
  readonly owner: { readonly uid: number; readonly gid: number } | null;
  invocation(program: string, args: readonly string[]): Invocation;
}

/** In order: made for the purpose, else the one that every system has. initdb wants a name for its uid. */
const CANDIDATES = ["postgres", "nobody"];
/** Bit numbers of linux/capability.h. */
const CAPABILITIES = [
  { name: "dac_read_search", bit: 2n },
  { name: "dac_override", bit: 1n },
];

interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

function readUsers(): User[] {
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  return lines.flatMap((line) => {
    const [name = "", , uid = "", gid = ""] = line.split(":");
    return /^\d+$/.test(uid) && /^\d+$/.test(gid)
      ? [{ name, uid: Number(uid), gid: Number(gid) }]
      : [];
  });
}

/** Whoever owns existing data keeps it: it may have been made by a start without root. */
function chooseUser(dataFolder: string): User {
  const users = readUsers().filter((user) => user.uid !== 0);
  const ownerUid = statSync(dataFolder, { throwIfNoEntry: false })?.uid;
  const owner = users.find((user) => user.uid === ownerUid);
  const usual = CANDIDATES.map((name) => users.find((user) => user.name === name));
  const chosen = owner ?? usual.find((user) => user !== undefined);
  if (chosen !== undefined) return chosen;
  throw new StartError(
    `Postgres refuses to run as root, and there is no user ${CANDIDATES.join(" or ")} to run it as; make one (useradd postgres), run Gatewatch as an ordinary user, or set DATABASE_URL.`,
  );
}

function canEnter(user: User, folders: readonly string[]): boolean {
  return folders.every((folder) => {
    const options = { uid: user.uid, gid: user.gid, cwd: "/" };
    return spawnSync("test", ["-x", folder], options).status === 0;
  });
}

function grantableCapability(): string | null {
  const status = readFileSync("/proc/self/status", "utf8");
  const bounding = BigInt(`0x${/^CapBnd:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? "0"}`);
  return CAPABILITIES.find(({ bit }) => (bounding >> bit) & 1n)?.name ?? null;
}

function throughSetpriv(user: User, folders: readonly string[]): PostgresAccount {
  const capability = process.platform === "linux" ? grantableCapability() : null;
  if (capability === null || spawnSync("setpriv", ["--version"]).status !== 0) {
    throw new StartError(
      `Postgres runs as the user ${user.name}, who cannot enter ${folders.join(" or ")}; install setpriv (util-linux), put both where others can enter, or set DATABASE_URL.`,
    );
  }
  const privileges = [
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    "--clear-groups",
    // Without it access(2), by which Postgres looks for its own programs, ignores the capability (kernel fs/open.c).
    "--securebits=+no_setuid_fixup",
    `--inh-caps=+${capability}`,
    `--ambient-caps=+${capability}`,
  ];
  return {
    owner: user,
    invocation: (program, args) => ({
      file: "setpriv",
      args: [...privileges, "--", program, ...args],
      options: {},
    }),
  };
}

/** Chooses the user, given the data folder (which need not exist) and the folders that Postgres must be able to enter. */
export function choosePostgresAccount(
  dataFolder: string,
  mustEnter: readonly string[],
): PostgresAccount {
  if (process.getuid?.() !== 0) {
    return { owner: null, invocation: (file, args) => ({ file, args, options: {} }) };
  }
  const user = chooseUser(dataFolder);
  if (!canEnter(user, mustEnter)) return throughSetpriv(user, mustEnter);
  const options = { uid: user.uid, gid: user.gid };
  return { owner: user, invocation: (file, args) => ({ file, args, options }) };
}

/** Gives a folder and all in it to the account, if another owns it. */
export function giveToAccount(folder: string, { owner }: PostgresAccount): void {
  if (owner === null) return;
  const { uid, gid } = owner;
  if (statSync(folder).uid === uid) return;
  for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    lchownSync(join(folder, entry), uid, gid);
  }
  lchownSync(folder, uid, gid);
}

/** Throws a `StartError` if data made by another user cannot be read by this one. */
export function assertOwnData(folder: string): void {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError(
      `The database in ${folder} belongs to another user; start Gatewatch as the user who made it, or set DATA_DIR to another folder.`,
      { cause: error },
    );
  }
}
