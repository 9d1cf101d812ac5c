import { describe, expect, test } from "vitest";
import { alertsAmong, CAP_NAMESPACE, capIdentifier, capTime } from "#server/formats/cap.ts";
import { writeCapAlert, writeCapFeed } from "#server/formats/cap-feed.ts";
import { ATOM_NAMESPACE } from "#server/formats/changes-atom.ts";
import { AT, closedTorkham, INFO, NASTY, silentGate, torkham } from "./fixtures.ts";
import { childrenOf, readXml, textOf, type XmlElement } from "./strict-readers.ts";

/** Order of elements in the CAP 1.2 schema (OASIS, CAP-v1.2.xsd). */
const CAP_ORDER: Readonly<Record<string, readonly string[]>> = {
  alert:
    "identifier sender sent status msgType source scope restriction addresses code note references incidents info".split(
      " ",
    ),
  info: "language category event responseType urgency severity certainty audience eventCode effective onset expires senderName headline description instruction web contact parameter resource area".split(
    " ",
  ),
  area: "areaDesc polygon circle geocode altitude ceiling".split(" "),
  parameter: ["valueName", "value"],
  geocode: ["valueName", "value"],
};
const CAP_REQUIRED: Readonly<Record<string, readonly string[]>> = {
  alert: "identifier sender sent status msgType scope info".split(" "),
  info: "category event urgency severity certainty area".split(" "),
  area: ["areaDesc"],
};
const CAP_ENUMS: Readonly<Record<string, readonly string[]>> = {
  status: ["Actual", "Exercise", "System", "Test", "Draft"],
  msgType: ["Alert", "Update", "Cancel", "Ack", "Error"],
  scope: ["Public", "Restricted", "Private"],
  category: "Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other".split(" "),
  responseType: "Shelter Evacuate Prepare Execute Avoid Monitor Assess AllClear None".split(" "),
  urgency: ["Immediate", "Expected", "Future", "Past", "Unknown"],
  severity: ["Extreme", "Severe", "Moderate", "Minor", "Unknown"],
  certainty: ["Observed", "Likely", "Possible", "Unlikely", "Unknown"],
};
const CAP_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/;

/** Checks an element and all below it against the schema's order, required elements and enumerations. */
function checkCap(given: XmlElement): void {
  expect(given.uri).toBe(CAP_NAMESPACE);
  const order = CAP_ORDER[given.name];
  const names = given.children.map(({ name }) => name);
  if (order !== undefined) {
    const places = names.map((name) => order.indexOf(name));
    expect(places.includes(-1), `${given.name}: ${names}`).toBe(false);
    expect(places, `${given.name}: ${names}`).toEqual([...places].sort((a, b) => a - b));
    expect(names).toEqual(expect.arrayContaining([...(CAP_REQUIRED[given.name] ?? [])]));
  }
  const allowed = CAP_ENUMS[given.name];
  if (allowed !== undefined) expect(allowed).toContain(given.text);
  if (["sent", "effective", "onset", "expires"].includes(given.name)) {
    expect(given.text).toMatch(CAP_TIME);
  }
  if (["identifier", "sender"].includes(given.name)) expect(given.text).toMatch(/^[^\s,<&]+$/);
  for (const child of given.children) checkCap(child);
}

describe("an alert in CAP 1.2", () => {
  const row = closedTorkham();

  test("keeps the schema's order, required elements, enumerations and times", () => {
    const alert = readXml(writeCapAlert(row, INFO, { isPast: false }));
    expect([alert.name, textOf(alert, "status"), textOf(alert, "msgType")]).toEqual([
      "alert",
      "Actual",
      "Alert",
    ]);
    checkCap(alert);
    const [info] = childrenOf(alert, "info");
    if (info === undefined) throw new Error("no info");
    expect(textOf(info, "severity")).toBe("Extreme");
    expect(textOf(info, "headline")).toBe(
      "Torkham, alert level 4 (critical): forces of Pakistan are on high alert",
    );
    expect(textOf(info, "description")).toMatch(
      /^Trucks stranded on the side of Pakistan: 107–5,000 or more, disputed\.$/m,
    );
    const [area] = childrenOf(info, "area");
    expect(area && textOf(area, "circle")).toBe("34.11472,71.08472 1.5");
  });

  test("stays valid whatever a crossing is called", () => {
    const crossing = { ...torkham, name: NASTY, position: null };
    checkCap(readXml(writeCapAlert(closedTorkham(crossing), INFO, { isPast: false })));
  });

  test("of the past is a test that says so", () => {
    const alert = readXml(writeCapAlert(row, INFO, { isPast: true }));
    checkCap(alert);
    expect(textOf(alert, "status")).toBe("Test");
    expect(textOf(alert, "note")).toContain(AT);
  });

  test("keeps its identifier until level or last word change", () => {
    const later = { ...row, status: { ...row.status, at: "2025-10-13T12:30:00.000Z" } };
    expect(capIdentifier(later)).toBe(capIdentifier(row));
    const calmer = { ...row.status, alert: { ...row.status.alert, level: 3 as const } };
    expect(capIdentifier({ ...row, status: calmer })).not.toBe(capIdentifier(row));
  });

  test("comes in a feed, one for each crossing at level 2 or above", () => {
    const rows = [silentGate("ghulam-khan"), row];
    expect(alertsAmong(rows)).toEqual([row]);
    const feed = readXml(
      writeCapFeed(rows, INFO, {
        isPast: false,
        selfUrl: "https://gatewatch.example/feeds/cap.xml",
        alertUrl: (slug) => `https://gatewatch.example/feeds/cap/${slug}.xml`,
      }),
    );
    expect(feed.uri).toBe(ATOM_NAMESPACE);
    const entries = childrenOf(feed, "entry");
    expect(entries).toHaveLength(1);
    const alert = entries.flatMap((entry) => childrenOf(entry, "content"))[0]?.children[0];
    if (alert === undefined) throw new Error("no alert");
    checkCap(alert);
  });

  test("writes its times without Z and milliseconds", () => {
    expect(capTime("2025-10-12T09:30:00.123Z")).toBe("2025-10-12T09:30:00+00:00");
  });
});
