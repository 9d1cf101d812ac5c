/**
 * The shape of US Customs and Border Protection's border wait times (`/api/bwtnew`): a JSON array of ports, every value
 * a string, keys written in more than one case (`NEXUS_SENTRI_lanes` and `nexus_sentri_lanes` are both about). What is
 * missing is an empty string, which never means 0.
 */
import { z } from "zod";
import { DomainError } from "#server/domain/errors.ts";
import { faultText } from "#server/domain/fault.ts";

const Text = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).trim())
  .catch("");

const BwtLane = z
  .object({
    update_time: Text,
    operational_status: Text,
    delay_minutes: Text,
    lanes_open: Text,
  })
  .partial()
  .transform((lane) => ({
    updateTime: lane.update_time ?? "",
    status: lane.operational_status ?? "",
    delayMinutes: lane.delay_minutes ?? "",
    lanesOpen: lane.lanes_open ?? "",
  }));
export type BwtLane = z.output<typeof BwtLane>;

const Lane = BwtLane.optional().catch(undefined);

const LaneGroup = z
  .object({
    maximum_lanes: Text.optional(),
    standard_lanes: Lane,
    fast_lanes: Lane,
    nexus_sentri_lanes: Lane,
    ready_lanes: Lane,
  })
  .optional()
  .catch(undefined);
export type BwtLaneGroup = NonNullable<z.output<typeof LaneGroup>>;

const BwtPort = z.object({
  port_number: Text.pipe(z.string().min(1).max(20)),
  border: Text,
  port_name: Text,
  crossing_name: Text.optional().default(""),
  date: Text.optional().default(""),
  time: Text.optional().default(""),
  port_status: Text.optional().default(""),
  commercial_vehicle_lanes: LaneGroup,
  passenger_vehicle_lanes: LaneGroup,
  pedestrian_lanes: LaneGroup,
});
export type BwtPort = z.output<typeof BwtPort>;

/** Deeper than the feed is. */
const MAX_DEPTH = 4;

function lowerKeys(value: unknown, depth = 0): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if (depth > MAX_DEPTH) return null;
  return Object.fromEntries(
    Object.entries(value).map(([key, of]) => [key.toLowerCase(), lowerKeys(of, depth + 1)]),
  );
}

export interface BwtPorts {
  readonly ports: readonly BwtPort[];
  /** Entries that are no ports. */
  readonly unreadable: number;
}

/**
 * @throws DomainError `invalid` when it is no array of ports at all: half an answer, an error page, another address
 */
export function parseBwt(answer: unknown): BwtPorts {
  if (!Array.isArray(answer)) {
    throw new DomainError("invalid", faultText("notPorts"));
  }
  const parsed = answer.map((entry) => BwtPort.safeParse(lowerKeys(entry)));
  const ports = parsed.flatMap((one) => (one.success ? [one.data] : []));
  if (ports.length === 0) {
    throw new DomainError("invalid", faultText("noPort"));
  }
  return { ports, unreadable: parsed.length - ports.length };
}
