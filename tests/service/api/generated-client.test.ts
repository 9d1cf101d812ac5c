import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { generateSource } from "oazapfts";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  curlExample,
  spreadsheetExample,
  typescriptExample,
} from "#server/api/rest/docs/examples.ts";
import { readTable } from "../../unit/formats/strict-readers.ts";
import { addPerson, ask, type OpenApi, openApi, PUBLIC_URL } from "./open-api.ts";
import { type OpenDoor, openDoor } from "./open-door.ts";

/* The document as others read it: a linter, a generator, the compiler; and the client that comes of it, at work. */

/** The compiler reads the types of the whole server for the example. */
const COMPILER_MS = 120_000;

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

let api: OpenApi;
let door: OpenDoor;
let text: string;
let folder: string;
beforeAll(async () => {
  api = await openApi();
  door = await openDoor(api);
  text = (await ask(`${door.origin}/api/v1/openapi.json`)).text;
  // Inside of the repository, so that packages are found from there.
  folder = await mkdtemp(join(ROOT, "node_modules/.gatewatch-client-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await door.close();
  await api.close();
});

async function typeCheck(...files: readonly string[]): Promise<void> {
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const options =
    "--noEmit --strict --target esnext --module esnext --moduleResolution bundler --lib esnext,dom,dom.iterable --allowImportingTsExtensions --skipLibCheck --types node --ignoreConfig";
  const child = spawn(process.execPath, [tsc, ...options.split(" "), ...files], { cwd: ROOT });
  let said = "";
  child.stdout.on("data", (text) => {
    said += text;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(said);
}

test("the document has no error and no warning by the rules that Redocly recommends", async () => {
  const config = await createConfig({ extends: ["recommended"] });
  const found = await lintFromString({ source: text, absoluteRef: "openapi.json", config });
  expect(found.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  // The linter sees what it should: the same document with a hole in it does not pass.
  const source = text.replace('"summary":', '"summery":');
  const broken = await lintFromString({ source, absoluteRef: "openapi.json", config });
  expect(broken.length).toBeGreaterThan(0);
});

/** What the test uses of the client that is generated; the compiler has checked the rest. */
interface Client {
  readonly defaults: { baseUrl: string; headers: Record<string, string> };
  listCrossings(query: object): Promise<{ status: number; data: { crossings: unknown[] } }>;
  getCrossing(
    slug: string,
    query: object,
  ): Promise<{
    status: number;
    data: { crossing: { sides: { country: string }[] }; code?: string };
  }>;
  listClosures(query: object): Promise<{ data: { closures: unknown[]; next: string | null } }>;
  listKeys(): Promise<{ status: number; data: { keys: { prefix: string }[] } }>;
}

test(
  "a generated client compiles, and reads, pages, signs and is refused by its types",
  async () => {
    const document = join(folder, "openapi.json");
    await writeFile(document, text);
    const source = await generateSource(document);
    const file = join(folder, "client.ts");
    await writeFile(file, source);
    const use = join(folder, "use.ts");
    await writeFile(
      use,
      `import { getCrossing, listClosures } from "./client.ts";
const reply = await getCrossing("torkham", { asOf: "2025-10-13T12:00:00Z", known: "then" });
if (reply.status === 200) {
  const value: "open" | "restricted" | "closed" | "unknown" | undefined = reply.data.status.lanes[0]?.value;
  const country: string | undefined = reply.data.crossing.sides[0]?.country;
  console.log(value, country);
} else if (reply.status === 400) console.log(reply.data.code, reply.data.fields?.[0]?.path);
const page = await listClosures({ limit: 5 });
if (page.status === 200) await listClosures({ before: page.data.next ?? undefined });
`,
    );
    await typeCheck(file, use);
    // A view that there is not does not compile: the client knows more than that something is asked for.
    const wrong = join(folder, "wrong.ts");
    await writeFile(
      wrong,
      `import { getCrossing } from "./client.ts";
await getCrossing("torkham", { known: "never" });
`,
    );
    await expect(typeCheck(wrong)).rejects.toThrow(/"never"/);

    // The file was made a moment ago by the generator, from our own document.
    const client = (await import(pathToFileURL(file).href)) as Client;
    expect(client.defaults.baseUrl).toBe(`${PUBLIC_URL}/api/v1`);
    client.defaults.baseUrl = `${door.origin}/api/v1`;
    expect((await client.listCrossings({})).data.crossings).toHaveLength(22);
    const { data } = await client.getCrossing("torkham", { asOf: "2025-10-13T12:00:00Z" });
    expect(data.crossing.sides.map(({ country }) => country)).toEqual(["PK", "AF"]);
    const first = await client.listClosures({ limit: 5 });
    const second = await client.listClosures({ limit: 5, before: first.data.next });
    expect(second.data.closures).toHaveLength(5);
    expect(second.data.closures).not.toEqual(first.data.closures);
    const missing = await client.getCrossing("atlantis", {});
    expect([missing.status, missing.data.code]).toEqual([404, "not_found"]);
    expect((await client.listKeys()).status).toBe(401);
    const { key } = await addPerson(api.db, { role: "firm", scopes: ["data:read"] });
    client.defaults.headers = { Authorization: `Bearer ${key}` };
    expect((await client.listKeys()).data.keys[0]?.prefix).toBe(key.slice(0, 8));
  },
  COMPILER_MS,
);

test(
  "the examples of the page hold: addresses answer, TypeScript compiles",
  async () => {
    const addresses = [
      ...`${curlExample(door.origin)}\n${spreadsheetExample(door.origin)}`.matchAll(
        /"(http[^"]+)"/g,
      ),
    ];
    expect(addresses).toHaveLength(7);
    for (const [, address = ""] of addresses) {
      const reply = await ask(address);
      expect(reply.status, address).toBe(200);
      if (address.includes(".csv")) expect(readTable(reply.text).length).toBeGreaterThan(0);
    }
    const file = join(folder, "example.ts");
    const here = pathToFileURL(ROOT).pathname;
    await writeFile(file, typescriptExample(door.origin).replace("gatewatch/", here));
    await typeCheck(file);
  },
  COMPILER_MS,
);

test("the page has every operation and schema of the document, and no script", async () => {
  const reply = await ask(`${door.origin}/api/v1/docs`);
  expect(reply.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(reply.headers.get("content-security-policy")).toMatch(/script-src 'self';/);
  expect(reply.text).not.toMatch(/<script|\son\w+=|src="http|href="http/);
  const ids = [...text.matchAll(/"operationId":"(\w+)"/g)].map(([, id]) => id);
  expect(ids.length).toBeGreaterThan(30);
  for (const id of ids) expect(reply.text).toContain(`<details id="${id}">`);
  const anchors = new Set([...reply.text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  for (const [, to] of reply.text.matchAll(/href="#([^"]+)"/g)) expect(anchors).toContain(to);
});
