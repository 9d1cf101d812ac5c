import { describe, expect, test } from "vitest";
import { correctObservedAt, isCorrected, wasAhead } from "#server/domain/device-clock.ts";
import { addMs, DAY_MS, MINUTE_MS } from "#server/domain/time.ts";

const NOW = "2025-10-12T12:01:00.000Z";
const SEEN = "2025-10-12T11:30:00.000Z";

describe("the time of a report by the clock of its device", () => {
  test.each([
    ["a day ahead", DAY_MS],
    ["a day behind", -DAY_MS],
    ["back in 1970", Date.parse("1970-01-01T00:00:00Z") - Date.parse(NOW)],
  ])("a phone %s: the time is put right and its own reading is kept", (_, skewMs) => {
    const deviceAt = addMs(SEEN, skewMs);
    const { observedAt, clock } = correctObservedAt(
      deviceAt,
      { sentAt: addMs(NOW, skewMs), skewMs, uncertaintyMs: 400 },
      NOW,
    );
    expect(observedAt).toBe(SEEN);
    expect(clock).toEqual({ deviceAt, skewMs, uncertaintyMs: 400 });
    expect(isCorrected(clock)).toBe(true);
    expect(wasAhead(clock, NOW)).toBe(deviceAt > NOW);
  });

  test("without a contact before, the skew is what arrives shows", () => {
    const device = { sentAt: addMs(NOW, DAY_MS) };
    const { observedAt, clock } = correctObservedAt(addMs(SEEN, DAY_MS), device, NOW);
    expect(observedAt).toBe(SEEN);
    expect(clock.skewMs).toBe(DAY_MS);
  });

  test("two minutes are believed, a second more is not", () => {
    const within = correctObservedAt(
      SEEN,
      { sentAt: NOW, skewMs: 2 * MINUTE_MS, uncertaintyMs: null },
      NOW,
    );
    expect(within.observedAt).toBe(SEEN);
    expect(isCorrected(within.clock)).toBe(false);
    const over = correctObservedAt(SEEN, { sentAt: NOW, skewMs: 2 * MINUTE_MS + 1_000 }, NOW);
    expect(over.observedAt).toBe("2025-10-12T11:27:59.000Z");
  });

  test("a skew known when it was seen counts, not that of a clock set since", () => {
    const device = { sentAt: NOW, skewMs: DAY_MS };
    expect(correctObservedAt(addMs(SEEN, DAY_MS), device, NOW).observedAt).toBe(SEEN);
  });

  test("what is put right is not later than its arrival by the error of the skew", () => {
    const device = { sentAt: addMs(NOW, DAY_MS + 5_000), skewMs: DAY_MS };
    const { observedAt } = correctObservedAt(addMs(NOW, DAY_MS + 5_000), device, NOW);
    expect(observedAt).toBe(NOW);
  });

  test("a future that the skew does not explain stays one, for the refusal to name", () => {
    const device = { sentAt: NOW, skewMs: 0 };
    const deviceAt = addMs(NOW, DAY_MS);
    const { observedAt, clock } = correctObservedAt(deviceAt, device, NOW);
    expect(observedAt).toBe(deviceAt);
    expect(wasAhead(clock, NOW)).toBe(false);
  });
});
