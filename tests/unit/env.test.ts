import { expect, test } from "vitest";
import { readEnv } from "#server/env.ts";

test.each(["10.1.0.0/99", "10.1.0/16", "10.1.0.0", "fd00::/129", "10.0.0.0/8,10.1.0.0/99"])(
  "a range of networks that is none (%s) stops the start, and is not ignored",
  (range) => {
    expect(() => readEnv({ FEED_NETWORKS: range }, "/data")).toThrow(/FEED_NETWORKS/);
  },
);

test("ranges of networks are parted by commas", () => {
  const { feedNetworks } = readEnv({ FEED_NETWORKS: " 10.1.0.0/16, fd00::/8 ," }, "/data");
  expect(feedNetworks).toEqual(["10.1.0.0/16", "fd00::/8"]);
});
