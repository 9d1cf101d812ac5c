import { expect, test } from "vitest";
import { feedValues, readFeedForm } from "#app/[locale]/(desk)/desk/feeds/read-feed-form.ts";

test("the form of a feed holds all that it can change, so that saving it changes nothing", () => {
  const feed = {
    id: "gates",
    name: "Gate list",
    kind: "mapped_csv" as const,
    url: "https://gates.example.org/list.csv",
    party: "PK",
    intervalMinutes: 45,
    mapping: {
      columns: { crossing: "gate", observed_at: "seen", state: "status" },
      states: { offen: "open" as const, auf: "open" as const, zu: "closed" as const },
      zone: "Asia/Karachi",
    },
  };
  const form = new FormData();
  for (const [name, value] of Object.entries(feedValues(feed))) form.set(name, value);
  expect(readFeedForm(form)).toEqual(feed);
  const cbp = { ...feed, kind: "cbp_bwt" as const, party: null, mapping: null };
  const plain = new FormData();
  for (const [name, value] of Object.entries(feedValues(cbp))) plain.set(name, value);
  expect(readFeedForm(plain)).toEqual(cbp);
});
