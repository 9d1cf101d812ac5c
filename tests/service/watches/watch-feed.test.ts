import { randomUUID } from "node:crypto";
import { SaxesParser } from "saxes";
import { describe, expect } from "vitest";
import { addMs, MINUTE_MS } from "#server/domain/time.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { endWatch } from "#server/services/watches/end-watch.ts";
import { judgeCrossing } from "#server/services/watches/judge-watch.ts";
import { saveWatch } from "#server/services/watches/save-watch.ts";
import { readWatchFeed, watchFeedUrl } from "#server/services/watches/watch-feed.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";
import { addFirm, asDispatcher, wish } from "./builders.ts";

const PLACES = { authSecret: "a secret", publicUrl: "https://gatewatch.example" };

/** The text of each element by name, in order; throws for what is no XML. */
function elements(xml: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const parser = new SaxesParser();
  const open: string[] = [];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name }) => {
    open.push(name);
  });
  parser.on("text", (text) => {
    const name = open.at(-1) ?? "";
    found.set(name, [...(found.get(name) ?? []), text]);
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(xml).close();
  return found;
}

describe("the feed of a watch", () => {
  test("has an entry for each notice, for whoever has its address, until the watch ends", async ({
    loaded: { db },
  }) => {
    const firm = await addFirm(db);
    const input = wish({ name: "Gates & <lanes>" });
    await saveWatch(asDispatcher(firm, db), input);
    const actor = await addAccount(db, "reporter", { trusted: true });
    const at = addMs(NOW, MINUTE_MS);
    const report = closedReport(randomUUID(), { observedAt: at });
    await submitReport({ actor, database: db, now: at }, report);
    await judgeCrossing(db, "torkham", at);
    const url = new URL(watchFeedUrl(PLACES, input.id));
    const link = { id: url.searchParams.get("id"), token: url.searchParams.get("token") };
    const read = (given: object) => readWatchFeed({ database: db, ...PLACES }, given, at);
    const found = elements((await read(link)) ?? "");
    expect(found.get("title")).toEqual([
      "Gatewatch: Gates & <lanes>",
      expect.stringMatching(/^Torkham: Closed: Trucks/),
    ]);
    expect(found.get("id")).toHaveLength(2);
    expect(found.get("content")?.[0]).toMatch(/Source: observer-/);
    expect(await read({ ...link, token: "guessed" })).toBeNull();
    expect(await read({ ...link, id: randomUUID() })).toBeNull();
    expect(await read({})).toBeNull();
    await endWatch(asDispatcher(firm, db), { id: input.id });
    expect(await read(link)).toBeNull();
  });
});
