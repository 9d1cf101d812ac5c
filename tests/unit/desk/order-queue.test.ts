import { describe, expect, it } from "vitest";
import { isUrgent, type LaneTurn, orderQueue } from "#app/[locale]/(desk)/desk/order-queue.ts";

const turn = (now: LaneTurn["now"], reported: LaneTurn["reported"]): LaneTurn => ({
  lane: "PK-AF/truck",
  now,
  reported,
});
const waiting = (receivedAt: string, ...turns: LaneTurn[]) => ({ receivedAt, turns });

describe("the desk's queue", () => {
  it("puts first what would change a lane, and then whoever waits longest", () => {
    const early = waiting("2025-10-12T08:00:00.000Z");
    const same = waiting("2025-10-12T07:00:00.000Z", turn("closed", "closed"));
    const opens = waiting("2025-10-12T10:00:00.000Z", turn("closed", "open"));
    const first = waiting("2025-10-12T09:00:00.000Z", turn("unknown", "closed"));
    const given = [early, opens, same, first];
    expect(orderQueue(given)).toEqual([first, opens, same, early]);
    expect(given[0]).toBe(early);
  });

  it("calls nothing urgent that says what counts already", () => {
    expect(isUrgent(waiting("", turn("open", "open")))).toBe(false);
    expect(isUrgent(waiting(""))).toBe(false);
    expect(isUrgent(waiting("", turn("open", "open"), turn("open", "restricted")))).toBe(true);
  });
});
