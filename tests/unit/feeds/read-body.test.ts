import { expect, test } from "vitest";
import { FeedMapping } from "#server/domain/feed.ts";
import { readBody } from "#server/feeds/read-body.ts";

const mapping = FeedMapping.parse({
  columns: { crossing: "gate", observed_at: "seen", state: "status" },
  zone: "Asia/Karachi",
});
const feature = {
  type: "Feature",
  geometry: null,
  properties: { gate: "x", seen: "", status: "" },
};

const answers = {
  mapped_csv: (rows: number) => `gate,seen,status\n${"x,,\n".repeat(rows)}`,
  mapped_geojson: (rows: number) =>
    JSON.stringify({ type: "FeatureCollection", features: Array(rows).fill(feature) }),
};

test.each(["mapped_csv", "mapped_geojson"] as const)(
  "rows beyond those that are read are told by one flag, before all others (%s)",
  async (kind) => {
    const read = async (rows: number) => {
      const body = { kind, body: Buffer.from(answers[kind](rows)), contentType: "" };
      const now = "2026-11-22T16:00:00.000Z";
      return (await readBody(body, { mapping, crossingOf: () => null, now })).flags;
    };
    const whole = await read(20_000);
    expect(whole).toHaveLength(20_000);
    expect(whole[0]?.kind).toBe("unknown_place");
    const cut = await read(20_001);
    expect(cut).toHaveLength(20_001);
    expect(cut[0]).toEqual({
      place: "",
      kind: "too_many",
      text: "only the first 20000 rows are read",
    });
    expect(cut.filter(({ kind: flag }) => flag === "too_many")).toHaveLength(1);
  },
);
