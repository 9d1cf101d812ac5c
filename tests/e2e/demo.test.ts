import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import {
  endGatewatch,
  findFreePort,
  type GatewatchProcess,
  launch,
  untilReady,
} from "../support/gatewatch-process.ts";

/** A page may have to be built first. */
const START_LIMIT_MS = 300_000;

let folder: string;
let running: GatewatchProcess | null = null;

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatewatch-demo-"));
});

test.afterEach(async () => {
  if (running !== null) await endGatewatch(running);
  running = null;
  rmSync(folder, { recursive: true, force: true });
});

async function startDemo(dataDir: string, args: readonly string[]): Promise<string> {
  const port = await findFreePort();
  running = launch(["demo", ...args], { PORT: String(port), HOST: "127.0.0.1", DATA_DIR: dataDir });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(running, url);
  return url;
}

test("an exercise tells October 2025 live, says on everything that it is one, and begins anew", async ({
  page,
  request,
}) => {
  test.setTimeout(START_LIMIT_MS);
  const args = ["--from", "2025-10-11", "--to", "2025-10-12", "--day-seconds", "30"];
  const dataDir = join(folder, "demo");
  const url = await startDemo(dataDir, args);
  await page.goto(url);
  await expect(page).toHaveTitle(/^Exercise: Gatewatch/);
  const banner = page.getByRole("complementary", { name: "Exercise" });
  await expect(banner.getByText(/1[12] Oct 2025, \d\d:\d\d UTC/)).toBeVisible();
  // It closed at midnight in Pakistan, 19 of the first day's 24 hours in.
  const torkham = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("link", { name: /Torkham/ }) });
  await expect(torkham.getByText("Closed", { exact: true }).first()).toBeVisible({
    timeout: 45_000,
  });
  await expect(torkham.getByText("fresh").first()).toBeVisible();

  const json = await request.get(`${url}/api/v1/crossings/torkham`);
  expect(json.headers()["x-gatewatch-exercise"]).toContain("2025-10-11");
  expect(await json.json()).toMatchObject({ exercise: true, crossing: { id: "torkham" } });
  const feed = await request.get(`${url}/api/v1/feeds/changes.atom`);
  expect(await feed.text()).toContain("<title>Exercise: ");
  const cap = await request.get(`${url}/api/v1/feeds/cap/torkham.xml`);
  expect(await cap.text()).toContain("<status>Exercise</status>");

  const passedOn = await request.get(`${url}/lite/torkham.txt`);
  expect(await passedOn.text()).toMatch(/^Exercise: Torkham/);
  expect(await (await request.get(`${url}/lite`)).text()).toContain("<title>Exercise: ");

  await expect.poll(() => running?.output(), { timeout: 60_000 }).toContain("The exercise is over");
  await expect(banner.getByText("12 Oct 2025, 23:59 UTC")).toBeVisible();

  if (running !== null) await endGatewatch(running);
  const again = await startDemo(dataDir, args);
  const list = await request.get(`${again}/api/v1/crossings`);
  expect((await list.json()).at).toContain("2025-10-11");
  if (running !== null) await endGatewatch(running);

  const real = launch(["start"], { PORT: "0", HOST: "127.0.0.1", DATA_DIR: dataDir });
  expect(await real.ended).toBe(1);
  expect(real.output()).toContain("belongs to an exercise");
});

test("an exercise refuses a folder or a database that may be real, and options it has not", async () => {
  const dataDir = join(folder, "real");
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, "auth-secret"), "a secret");
  const refused = async (args: readonly string[], settings: Record<string, string>) => {
    const demo = launch(["demo", ...args], { PORT: "0", HOST: "127.0.0.1", ...settings });
    expect(await demo.ended).toBe(1);
    return demo.output();
  };
  expect(await refused([], { DATA_DIR: dataDir })).toContain("holds a real Gatewatch");
  const empty = { DATA_DIR: join(folder, "empty") };
  const database = { DATABASE_URL: "postgres://localhost/gatewatch" };
  expect(await refused([], { ...empty, ...database })).toContain("unset DATABASE_URL");
  expect(await refused(["--by", "rumour"], empty)).toContain("must be seen or published");
  expect(await refused(["--speed", "9"], empty)).toContain("--day-seconds");
  expect(await refused(["--from", "2025-11-30"], empty)).toContain("--from must be before --to");
});
