/*
 * The first thing every npm script runs. Plain JavaScript for Node >= 20, with nothing but what Node brings, because
 * there may be no node_modules yet. It installs the locked packages when they are missing or others, then runs the
 * command under the pinned Node 24 that came with them, and gives back its exit code.
 *
 * The child gets an IPC channel and nothing is ever sent over it: it closes when this process dies, whatever the
 * reason, and that is how Gatewatch notices that nobody is left to stop it.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { constants } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const modules = join(root, "node_modules");
const stampFile = join(modules, ".gatewatch-packages");

/** What each command runs, relative to the checkout, and the NODE_ENV that React and Next choose their build by. */
const COMMANDS = {
  start: { file: "server/main.ts", nodeEnv: "production", isServer: true },
  demo: { file: "server/main.ts", args: ["--demo"], nodeEnv: "production", isServer: true },
  dev: { file: "server/start/dev.ts", nodeEnv: "development" },
  test: { file: "tests/run.ts", args: ["all"], nodeEnv: "test" },
  check: { file: "tests/run.ts", args: ["check"], nodeEnv: "test" },
  bench: { file: "tests/bench/run.ts", nodeEnv: "production" },
  admin: { file: "server/admin.ts", nodeEnv: "production" },
};
/**
 * For the server's memory: V8 lets the space for young objects grow to 3 x 32 MB, and glibc keeps an arena for each
 * thread. Together 170 MB of 460 once pages have been rendered; requests per second are the same without them.
 */
const SERVER_NODE_ARGS = ["--max-semi-space-size=8"];
const SERVER_ENV = { MALLOC_ARENA_MAX: "2" };
const MIN_NODE_MAJOR = 20;
const OWN_NODE_MAJOR = 24;
const WAIT_FOR_OTHER_MS = 200;
const SHELL_LOOK_MS = 500;

function fail(sentence) {
  console.error(`gatewatch: ${sentence}`);
  process.exit(1);
}

function nodeMajor() {
  return Number(process.versions.node.split(".")[0]);
}

function readLock(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

/** Identifies the packages that belong here: another lock file or another kind of machine needs another install. */
function wantedStamp() {
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  return hash.update(`\0${process.platform}\0${process.arch}`).digest("hex");
}

/** True when somebody's own `npm ci` put exactly the locked packages here; npm writes its record of that last. */
function npmInstalledTheLock() {
  const record = join(modules, ".package-lock.json");
  if (!existsSync(record)) return false;
  const present = readLock(record);
  return Object.entries(readLock(join(root, "package-lock.json"))).every(([path, wanted]) => {
    if (path === "") return true;
    const mayBeAbsent = wanted.optional || wanted.devOptional || wanted.peer;
    const found = present[path];
    return found === undefined ? mayBeAbsent : found.version === wanted.version;
  });
}

function packagesAreInstalled(stamp) {
  if (existsSync(stampFile)) return readFileSync(stampFile, "utf8") === stamp;
  return npmInstalledTheLock();
}

/** A server that has the name until it is closed or this process ends, however it ends; null: another has it. */
function takeName(name) {
  const server = createServer().unref();
  return new Promise((resolve) => {
    server.once("error", (error) => resolve(error.code === "EADDRINUSE" ? null : server));
    server.listen(name, () => resolve(server));
  });
}

/**
 * Waits until nobody else installs here: two `npm ci` at once undo each other. The turn is an abstract socket
 * (Linux, unix(7)), which no crash leaves behind; elsewhere there is none, and no waiting. Gives the way to end the turn.
 */
async function takeInstallTurn() {
  if (process.platform !== "linux") return () => undefined;
  const name = `\0gatewatch-install-${createHash("sha256").update(root).digest("hex")}`;
  let turn = await takeName(name);
  if (turn === null) console.log("Another command installs the packages here; waiting for it ...");
  while (turn === null) {
    await delay(WAIT_FOR_OTHER_MS);
    turn = await takeName(name);
  }
  return () => turn.close();
}

function keepStamp(stamp) {
  if (existsSync(stampFile)) return;
  try {
    writeFileSync(stampFile, stamp);
  } catch {
    // Installed by another user, and only readable: the stamp would merely save the comparison.
  }
}

function installPackages() {
  console.error("Installing the locked packages (npm ci) ...");
  const startedAt = Date.now();
  const npm = process.env.npm_execpath;
  // Whatever NODE_ENV or npm's own settings leave out: the build needs the development packages too.
  const args = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"];
  const options = { cwd: root, stdio: ["ignore", "ignore", "inherit"] };
  const result = npm
    ? spawnSync(process.execPath, [npm, ...args, "--loglevel=error"], options)
    : spawnSync("npm", [...args, "--loglevel=error"], options);
  if (result.signal) process.exit(128 + constants.signals[result.signal]);
  if (result.error || result.status !== 0) {
    fail(
      "the packages could not be installed (npm's reason is above, if it gave one); see that npm and its registry can be reached and that this folder is writable, then run the command again.",
    );
  }
  console.error(`Installed (${((Date.now() - startedAt) / 1000).toFixed(1)} s).`);
}

/** The pinned Node, else this one if it is new enough. */
function findNode() {
  const pinned = join(modules, `node-${process.platform}-${process.arch}`, "bin", "node");
  // A C library other than the one it was built for (Alpine's, say) shows only when it is run.
  if (existsSync(pinned) && spawnSync(pinned, ["-v"]).status === 0) return pinned;
  if (nodeMajor() >= OWN_NODE_MAJOR) return process.execPath;
  return fail(
    `no Node ${OWN_NODE_MAJOR} comes with the packages for ${process.platform}-${process.arch}; install Node ${OWN_NODE_MAJOR} or newer and run the command with it.`,
  );
}

/** npm runs commands in a shell: a SIGTERM to npm ends the shell, which hands it on to nobody. */
function whenShellIsGone(stop) {
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    stop();
  }, SHELL_LOOK_MS);
}

function run(command, passedOn) {
  const nodeArgs = command.isServer ? SERVER_NODE_ARGS : [];
  const child = spawn(
    findNode(),
    [...nodeArgs, join(root, command.file), ...(command.args ?? []), ...passedOn],
    {
      stdio: ["inherit", "inherit", "inherit", "ipc"],
      env: {
        ...process.env,
        ...(command.nodeEnv ? { NODE_ENV: command.nodeEnv } : {}),
        ...(command.isServer ? SERVER_ENV : {}),
        NEXT_TELEMETRY_DISABLED: "1",
        PATH: join(modules, ".bin") + delimiter + (process.env.PATH ?? ""),
      },
    },
  );
  // A terminal sends Ctrl-C to the child as well; the child takes signals that close together for one.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event) whenShellIsGone(() => child.kill("SIGTERM"));
  child.on("error", (error) => fail(`${command.file} could not be run: ${error.message}.`));
  child.on("exit", (code, signal) => {
    process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1));
  });
}

const [name = "", ...passedOn] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (command === undefined)
  fail(`no command "${name}"; there are ${Object.keys(COMMANDS).join(", ")}.`);
if (nodeMajor() < MIN_NODE_MAJOR) {
  fail(`Node ${process.versions.node} is too old; install Node ${MIN_NODE_MAJOR} or newer.`);
}
const stamp = wantedStamp();
if (!packagesAreInstalled(stamp)) {
  const endTurn = await takeInstallTurn();
  if (!packagesAreInstalled(stamp)) installPackages();
  keepStamp(stamp);
  endTurn();
}
keepStamp(stamp);
run(command, passedOn);
