import { expect, test } from "vitest";
import { readDoorRefusal } from "#app/_client/door-refusal.ts";
import { openDoor } from "./open-door.ts";

test("a server action that the door refuses is told why and how long to wait", async () => {
  const { ask } = await openDoor({ limits: { signIns: { perSecond: 1 / 60, burst: 1 } } });
  const action = {
    method: "POST",
    headers: { "sec-fetch-site": "same-origin", "next-action": "a" },
  };
  expect((await ask("/sign-in", action)).status).toBe(200);
  const refused = await ask("/sign-in", action);
  expect([refused.status, refused.headers["retry-after"]]).toEqual([429, "60"]);
  // Next compares the type to the letter, and throws an error with this text where the action was called.
  expect(refused.headers["content-type"]).toBe("text/plain");
  expect(readDoorRefusal(new Error(refused.body))).toMatchObject({
    code: "too_many",
    retryAfterSeconds: 60,
  });
});

test.each(["An unexpected response was received from the server.", "{", '{"code":"unavailable"}'])(
  "what is no refusal of the door is none: %s",
  (text) => {
    expect(readDoorRefusal(new Error(text))).toBeNull();
  },
);
