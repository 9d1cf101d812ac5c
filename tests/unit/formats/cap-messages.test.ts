import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import type { ChangeDetail } from "#server/domain/change.ts";
import { alertsAmong, capMessage } from "#server/formats/cap.ts";
import { writeCapAlert, writeCapFeed } from "#server/formats/cap-feed.ts";
import { capThread, type LevelChange } from "#server/formats/cap-messages.ts";
import { AT, closedTorkham, INFO, NASTY, SEEN, silentGate, torkham } from "./fixtures.ts";
import { childrenOf, readXml, textOf } from "./strict-readers.ts";

const SCHEMA = readFileSync(new URL("./cap-1.2.xsd", import.meta.url), "utf8");

/** What libxml2 finds wrong by the schema of CAP 1.2. */
async function mistakes(contents: string): Promise<string[]> {
  const found = await validateXML({
    xml: [{ fileName: "alert.xml", contents }],
    schema: [{ fileName: "cap-1.2.xsd", contents: SCHEMA }],
  });
  return found.errors.map(({ message }) => message);
}

const level = (from: number, to: number): ChangeDetail => ({ kind: "level", from, to });
const change = (sequence: number, ...details: ChangeDetail[]): LevelChange => ({
  crossingId: "torkham",
  sequence,
  at: `2025-10-13T${String(sequence).padStart(2, "0")}:00:00.000Z`,
  details,
});
const RETRACTED: ChangeDetail = { kind: "retraction", reportId: "a" };
const typesOf = (...changes: LevelChange[]) => {
  const thread = capThread(changes);
  return thread === null ? null : [...thread.earlier, thread.current].map(({ type }) => type);
};

describe("the messages of an alert", () => {
  test("are an Alert, Updates, and an end", () => {
    expect(typesOf()).toBeNull();
    expect(typesOf(change(1, level(0, 1)))).toBeNull();
    expect(typesOf(change(1, level(0, 2)))).toEqual(["Alert"]);
    expect(typesOf(change(1, level(0, 2)), change(2, level(2, 4)), change(3, level(4, 1)))).toEqual(
      ["Alert", "Update", "AllClear"],
    );
    expect(typesOf(change(1, level(0, 3)), change(2, level(3, 0), RETRACTED))).toEqual([
      "Alert",
      "Cancel",
    ]);
  });

  test("begin anew after an end, which stays until then", () => {
    const ended = [change(1, level(0, 3)), change(2, level(3, 1))];
    expect(typesOf(...ended, change(3, level(1, 0)))).toEqual(["Alert", "AllClear"]);
    expect(typesOf(...ended, change(3, level(1, 2)))).toEqual(["Alert"]);
    expect(typesOf(...ended, change(3, { kind: "trend", from: "steady", to: "easing" }))).toEqual([
      "Alert",
      "AllClear",
    ]);
  });
});

describe("an alert by the schema of CAP 1.2", () => {
  const row = closedTorkham();
  const RUNNING = [change(5, level(0, 2)), change(8, level(2, 4))];
  const threadsOf = (...changes: LevelChange[]) => {
    const thread = capThread(changes);
    return new Map(thread === null ? [] : [["torkham", thread] as const]);
  };
  const alertOf = (...changes: LevelChange[]) =>
    writeCapAlert(row, INFO, { isPast: false, threads: threadsOf(...changes) });

  test("is valid in each of its kinds, whatever a crossing is called", async () => {
    const nasty = closedTorkham({
      ...torkham,
      name: NASTY,
      localNames: { ps: NASTY },
      position: null,
    });
    const texts = [
      alertOf(),
      alertOf(...RUNNING),
      writeCapAlert(row, INFO, { isPast: true }),
      writeCapAlert(nasty, INFO, { isPast: false, threads: threadsOf(...RUNNING) }),
    ];
    for (const text of texts) expect(await mistakes(text)).toEqual([]);
  });

  test("would not be valid in another order, with another word or another time", async () => {
    const text = alertOf(...RUNNING);
    for (const broken of [
      text.replace(/(\s*<sender>.*<\/sender>)(\s*<sent>.*<\/sent>)/, "$2$1"),
      text.replace("<scope>Public<", "<scope>Everybody<"),
      text.replace("+00:00</sent>", "Z</sent>"),
      text.replace(/<references>\S+/, "<references>nobody"),
    ]) {
      expect(broken).not.toBe(text);
      expect((await mistakes(broken)).length).toBeGreaterThan(0);
    }
  });

  test("names the messages before it, by sender, identifier and time", () => {
    const update = readXml(alertOf(...RUNNING));
    expect(textOf(update, "msgType")).toBe("Update");
    expect(textOf(update, "identifier")).toBe("gatewatch.torkham.change-8");
    expect(textOf(update, "sent")).toBe("2025-10-13T08:00:00+00:00");
    expect(textOf(update, "references")).toBe(
      "alerts@gatewatch.example,gatewatch.torkham.change-5,2025-10-13T05:00:00+00:00",
    );
    const first = readXml(alertOf(change(5, level(0, 4))));
    expect([textOf(first, "msgType"), textOf(first, "references")]).toEqual(["Alert", null]);
  });

  test("whose level the desk has set is an update of what was told", () => {
    const message = capMessage(row, {
      isPast: false,
      threads: threadsOf(change(5, level(0, 2)), change(8, level(2, 3))),
    });
    expect(message.current).toMatchObject({ type: "Update", level: 4, sentAt: SEEN });
    expect(message.earlier.map(({ level: was }) => was)).toEqual([2, 3]);
  });

  test("says it in each language, with the crossing's name in it where there is one", () => {
    const infos = childrenOf(readXml(alertOf(...RUNNING)), "info");
    expect(infos.map((info) => textOf(info, "language"))).toEqual(["en", "ur", "ps", "fa-AF"]);
    const headlines = infos.map((info) => textOf(info, "headline"));
    expect(headlines[1]).toBe("طورخم: بند۔ انتباہ کا درجہ 4 (سنگین)");
    expect(headlines[3]).toBe("Torkham: بسته. سطح هشدار 4 (بحرانی)");
    for (const info of infos) {
      const isEnglish = textOf(info, "language") === "en";
      expect(textOf(info, "description")).toMatch(isEnglish ? /100–999/ : /\u2066100–999\u2069/);
      expect(textOf(info, "description")).not.toMatch(/[{}]|undefined/);
      expect(textOf(info, "severity")).toBe("Extreme");
    }
  });

  test("that is over stays for a day and says so", async () => {
    const calm = silentGate("torkham");
    const over = [...RUNNING, change(11, level(4, calm.status.alert.level))];
    const options = { isPast: false, threads: threadsOf(...over) };
    expect(alertsAmong([calm], options)).toEqual([calm]);
    const text = writeCapAlert(calm, INFO, options);
    expect(await mistakes(text)).toEqual([]);
    const alert = readXml(text);
    expect(textOf(alert, "msgType")).toBe("Update");
    expect(textOf(alert, "references")?.split(" ")).toHaveLength(2);
    for (const info of childrenOf(alert, "info")) {
      expect([textOf(info, "responseType"), textOf(info, "urgency")]).toEqual(["AllClear", "Past"]);
    }
    const later = { ...calm, status: { ...calm.status, at: "2025-10-14T11:00:00.000Z" } };
    expect(alertsAmong([later], options)).toEqual([]);
    expect(alertsAmong([calm], { ...options, isPast: true })).toEqual([]);
    const withdrawn = threadsOf(
      ...RUNNING,
      change(11, level(4, calm.status.alert.level), RETRACTED),
    );
    const cancel = writeCapAlert(calm, INFO, { isPast: false, threads: withdrawn });
    expect(textOf(readXml(cancel), "msgType")).toBe("Cancel");
    expect(await mistakes(cancel)).toEqual([]);
  });

  test("is in the feed under the identifier of its message", () => {
    const feed = readXml(
      writeCapFeed(
        [row],
        { ...INFO, at: AT },
        {
          isPast: false,
          threads: threadsOf(...RUNNING),
          selfUrl: "https://gatewatch.example/feeds/cap.xml",
          alertUrl: (slug) => `https://gatewatch.example/feeds/cap/${slug}.xml`,
        },
      ),
    );
    const [entry] = childrenOf(feed, "entry");
    if (entry === undefined) throw new Error("no entry");
    expect(textOf(entry, "id")).toMatch(/cap\/gatewatch\.torkham\.change-8$/);
    expect(textOf(feed, "updated")).toBe("2025-10-13T08:00:00.000Z");
  });
});
