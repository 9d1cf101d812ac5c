import { describe, expect, test } from "vitest";
import { rankName, readDraft, readRanks } from "#app/[locale]/(firm)/firm/corridors/read-draft.ts";
import { lanesBetween, type Mode } from "#server/domain/crossing.ts";

const place = (id: string, neighbour: string, modes: readonly Mode[]) => ({
  id,
  lanes: lanesBetween("AF", neighbour, modes),
});
const registry = [
  place("angoor-ada", "PK", ["pedestrian"]),
  place("chaman", "PK", ["pedestrian", "truck"]),
  place("herat", "IR", ["truck"]),
  place("torkham", "PK", ["truck"]),
];

describe("the corridor that an address asks for", () => {
  test("has the crossings of its border, those first that have the lane, and what the others have", () => {
    const draft = readDraft({ direction: "PK-AF" }, { edited: undefined, registry });
    expect(draft).toMatchObject({ mode: "truck", chosen: [] });
    expect(draft?.places).toEqual([
      { id: "chaman", fits: true, modes: ["pedestrian", "truck"] },
      { id: "torkham", fits: true, modes: ["truck"] },
      { id: "angoor-ada", fits: false, modes: ["pedestrian"] },
    ]);
  });

  test("takes a suggestion in its order, without what does not fit", () => {
    const crossings = "torkham herat angoor-ada chaman nowhere";
    const query = { direction: "PK-AF", mode: "truck", crossings };
    expect(readDraft(query, { edited: undefined, registry })?.chosen).toEqual([
      "torkham",
      "chaman",
    ]);
  });

  test("is the edited one as it is, and with another mode what is left of it", () => {
    const edited = {
      direction: "PK-AF",
      mode: "truck",
      crossingIds: ["torkham", "chaman"],
    } as const;
    expect(readDraft({}, { edited, registry })).toMatchObject({
      direction: "PK-AF",
      chosen: ["torkham", "chaman"],
    });
    expect(readDraft({ mode: "pedestrian" }, { edited, registry })?.chosen).toEqual(["chaman"]);
  });

  test("is none over a border that there is not, or without a direction", () => {
    expect(readDraft({ direction: "US-MX" }, { edited: undefined, registry })).toBeNull();
    expect(readDraft({}, { edited: undefined, registry })).toBeNull();
  });
});

test("crossings are in the order of their places, and of two with the same place the first listed", () => {
  const form = new FormData();
  const places = { chaman: "2", torkham: "1", kharlachi: "0", herat: "2", badini: "" };
  for (const [id, rank] of Object.entries(places)) form.set(rankName(id), rank);
  form.set("name", "3");
  expect(readRanks(form)).toEqual(["torkham", "chaman", "herat"]);
});
