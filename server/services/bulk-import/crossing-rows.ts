import type { Database, Transaction } from "#server/db/client.ts";
import type { CROSSING_COLUMNS } from "#server/domain/bulk-import.ts";
import {
  type Crossing,
  CrossingId,
  type Lane,
  lanesBetween,
  MODES,
  type Mode,
} from "#server/domain/crossing.ts";
import type { FieldProblem } from "#server/domain/errors.ts";
import { faultText } from "#server/domain/fault.ts";
import { isZone } from "#server/domain/zone.ts";
import { plainCell } from "#server/formats/rows/plain-cells.ts";
import { storeRegistry } from "../record/store-registry.ts";
import type { RowOutcome, TableRows } from "./table-rows.ts";

type Column = (typeof CROSSING_COLUMNS)[number];
type Cells = Readonly<Partial<Record<Column, string>>>;
type Fail = (path: Column, message: string) => void;

const DEFAULT_INTERVAL_MINUTES = 24 * 60;
const DEFAULT_PRECISION_METRES = 1_000;
const MAX_TEXT = 200;

const words = (text: string) =>
  text
    .toLowerCase()
    .split(/[\s,;+]+/)
    .filter((word) => word !== "");

function readSide(cells: Cells, which: "a" | "b", fail: Fail) {
  const country = plainCell(cells[`country_${which}`] ?? "").toUpperCase();
  const zone = (cells[`zone_${which}`] ?? "").trim();
  const place = (cells[`place_${which}`] ?? "").trim().slice(0, MAX_TEXT);
  if (!/^[A-Z]{2}$/.test(country)) {
    fail(`country_${which}`, faultText("noCountryCode", { text: country }));
  }
  if (!isZone(zone)) fail(`zone_${which}`, faultText("noZone", { text: zone }));
  return { country, place: place === "" ? null : place, admin: null, authority: null, zone };
}

function readNumber(
  cells: Cells,
  field: Column,
  range: readonly [number, number],
  fail: Fail,
): number | null {
  const text = plainCell(cells[field] ?? "");
  if (text === "") return null;
  const number = Number(text);
  if (/^-?\d+(\.\d+)?$/.test(text) && number >= range[0] && number <= range[1]) return number;
  fail(field, faultText("notBetween", { text, least: range[0], most: range[1] }));
  return null;
}

function readLanes(cells: Cells, [a, b]: readonly [string, string], fail: Fail): Lane[] {
  const wanted = words(plainCell(cells.modes ?? ""));
  const modes = wanted.flatMap((word): Mode[] => MODES.filter((mode) => mode === word));
  if (wanted.length === 0 || modes.length < wanted.length) {
    fail("modes", faultText("modesMissing", { choices: MODES.join(", ") }));
  }
  const direction = plainCell(cells.directions ?? "").toLowerCase();
  const lanes = lanesBetween(a, b, modes);
  if (direction === "" || direction === "both") return lanes;
  if (direction === "a_to_b") return lanes.filter(({ from }) => from === a);
  if (direction === "b_to_a") return lanes.filter(({ from }) => from === b);
  fail("directions", faultText("unknown", { text: direction, choices: "both, a_to_b or b_to_a" }));
  return [];
}

function readCrossing(cells: Cells): { row: Crossing } | { problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const fail: Fail = (path, message) => void problems.push({ path, message });
  const text = (field: Column) => (cells[field] ?? "").trim().slice(0, MAX_TEXT);
  const id = plainCell(cells.id ?? "");
  if (!CrossingId.safeParse(id).success) fail("id", faultText("noSlug", { text: id }));
  if (text("name") === "") fail("name", faultText("missing"));
  const a = readSide(cells, "a", fail);
  const b = readSide(cells, "b", fail);
  if (a.country === b.country && a.country !== "") fail("country_b", faultText("sameCountry"));
  const lanes = readLanes(cells, [a.country, b.country], fail);
  const latitude = readNumber(cells, "latitude", [-90, 90], fail);
  const longitude = readNumber(cells, "longitude", [-180, 180], fail);
  const precision = readNumber(cells, "precision_metres", [0, 1_000_000], fail);
  const interval = readNumber(cells, "expected_interval_minutes", [5, 525_600], fail);
  if ((text("latitude") === "") !== (text("longitude") === ""))
    fail("latitude", faultText("halfPosition"));
  if (problems.length > 0) return { problems };
  const names = { ur: text("name_ur"), ps: text("name_ps"), fa: text("name_fa") };
  return {
    row: {
      id,
      name: text("name"),
      altNames: text("alt_names")
        .split("|")
        .map((name) => name.trim())
        .filter((name) => name !== ""),
      localNames: Object.fromEntries(Object.entries(names).filter(([, name]) => name !== "")),
      sides: [a, b],
      position:
        latitude === null || longitude === null
          ? null
          : {
              latitude,
              longitude,
              precisionMetres: Math.round(precision ?? DEFAULT_PRECISION_METRES),
              note: null,
            },
      type: text("type") || "road",
      lanes,
      expectedIntervalMinutes: Math.round(interval ?? DEFAULT_INTERVAL_MINUTES),
      note: text("note") || null,
      sources: [],
    },
  };
}

/** What makes a crossing that one: where a file says another, somebody must look. */
const identity = ({ sides, lanes }: Crossing) =>
  JSON.stringify([sides.map(({ country }) => country), lanes.map(({ id }) => id).sort()]);

/** Rows of a file of crossings. What is there is never changed by a file. */
export function crossingRows(byId: ReadonlyMap<string, Crossing>): TableRows<Crossing> {
  const known = new Map(byId);
  const judge = (row: Crossing): RowOutcome => {
    const before = known.get(row.id);
    known.set(row.id, before ?? row);
    if (before === undefined) return { kind: "added" };
    if (identity(before) === identity(row)) return { kind: "repeated" };
    const message = faultText("crossingDiffers");
    return { kind: "refused", problem: { path: "id", message } };
  };
  const store = async (database: Database | Transaction, rows: readonly Crossing[]) => {
    const outcomes = rows.map(judge);
    const fresh = rows.filter((_, i) => outcomes[i]?.kind === "added");
    if (fresh.length > 0) await database.transaction((tx) => storeRegistry(tx, fresh));
    return outcomes;
  };
  return {
    read: readCrossing,
    check: async (_, rows) => rows.map(judge),
    store,
    begin: async (tx) => ({ store: (rows) => store(tx, rows), end: async () => undefined }),
  };
}
