import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { childrenOf, readXml, textOf } from "../../unit/formats/strict-readers.ts";
import type { OpenApi } from "./open-api.ts";
import { openForReporter, report, type Sender } from "./send-report.ts";

/* An alert from the first report to its end, as a subscriber to CAP reads it. */

const SCHEMA = readFileSync(new URL("../../unit/formats/cap-1.2.xsd", import.meta.url), "utf8");
const LANES = ["PK-AF", "AF-PK"].flatMap((way) =>
  ["pedestrian", "passenger", "truck"].map((mode) => `${way}/${mode}`),
);

let api: OpenApi;
let sender: Sender;
beforeAll(async () => {
  ({ api, sender } = await openForReporter());
});
afterAll(() => api.close());

async function say(at: string, ...claims: object[]): Promise<void> {
  const reply = await sender.send({ body: report({ observedAt: at, claims }) });
  expect(reply.status, reply.text).toBe(201);
}

async function readAlert() {
  const reply = await api.get("/feeds/cap/torkham.xml");
  expect(reply.status, reply.text).toBe(200);
  const { errors } = await validateXML({
    xml: [{ fileName: "alert.xml", contents: reply.text }],
    schema: [{ fileName: "cap-1.2.xsd", contents: SCHEMA }],
  });
  expect(errors.map(({ message }) => message)).toEqual([]);
  return readXml(reply.text);
}

test("is told once, then updated, then ended, each message naming those before", async () => {
  expect((await api.get("/feeds/cap/torkham.xml")).status).toBe(404);
  await say("2026-11-22T15:00:00Z", { kind: "state", lanes: LANES, value: "closed" });
  const first = await readAlert();
  expect([textOf(first, "msgType"), textOf(first, "references")]).toEqual(["Alert", null]);
  const again = await readAlert();
  expect(textOf(again, "identifier")).toBe(textOf(first, "identifier"));

  await say("2026-11-22T15:20:00Z", { kind: "posture", side: "AF", value: "high_alert" });
  const second = await readAlert();
  expect(textOf(second, "msgType")).toBe("Update");
  const named = `${textOf(first, "sender")},${textOf(first, "identifier")},${textOf(first, "sent")}`;
  expect(textOf(second, "references")).toBe(named);

  await say(
    "2026-11-22T15:40:00Z",
    { kind: "state", lanes: LANES, value: "open" },
    { kind: "posture", side: "AF", value: "normal" },
  );
  const last = await readAlert();
  expect(textOf(last, "msgType")).toBe("Update");
  expect(textOf(last, "references")?.split(" ")).toHaveLength(2);
  const [info] = childrenOf(last, "info");
  expect(info && textOf(info, "responseType")).toBe("AllClear");
  const feed = readXml((await api.get("/feeds/cap.xml")).text);
  const ids = childrenOf(feed, "entry").map((entry) => textOf(entry, "id"));
  expect(ids.filter((id) => id?.includes(String(textOf(last, "identifier"))))).toHaveLength(1);
});
