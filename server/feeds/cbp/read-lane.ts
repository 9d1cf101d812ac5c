/** One lane of a port as CBP words it, and the lanes of one mode together. */
import type { ClaimableState } from "#server/domain/claim.ts";
import type { FeedFlagKind } from "#server/domain/feed.ts";
import type { BwtLane, BwtLaneGroup } from "./bwt-schema.ts";

export interface Wait {
  readonly low: number;
  readonly high: number;
}

/** `unsaid`: an update is pending, or what is said contradicts itself: nobody claims anything. */
export type LaneWord =
  | { readonly kind: "absent" | "unsaid" | "closed" }
  | { readonly kind: "running"; readonly wait: Wait | null; readonly updateTime: string };

export type Flag = (kind: FeedFlagKind, text: string) => void;

/** A day; no queue of this feed is longer, and more is a typing error. Minutes. */
const MAX_WAIT_MINUTES = 24 * 60;

const plain = (text: string) => text.toLowerCase().replace(/\s+/g, " ").trim();
const isNone = (text: string) => ["", "n/a", "na"].includes(plain(text));

/** null: not said. An empty string is not 0. */
function readNumber(text: string, flag: Flag): number | null {
  if (isNone(text)) return null;
  if (!/^\d{1,5}$/.test(text) || Number(text) > MAX_WAIT_MINUTES) {
    flag("bad_number", text);
    return null;
  }
  return Number(text);
}

export function readLane(lane: BwtLane | undefined, flag: Flag): LaneWord {
  if (lane === undefined) return { kind: "absent" };
  const status = plain(lane.status);
  const delay = readNumber(lane.delayMinutes, flag);
  const open = readNumber(lane.lanesOpen, flag);
  const said = `"${lane.status}", delay_minutes "${lane.delayMinutes}", lanes_open "${lane.lanesOpen}"`;
  const { updateTime } = lane;
  switch (status) {
    case "n/a":
      return { kind: "absent" };
    case "":
    case "update pending":
      return { kind: "unsaid" };
    case "lanes closed":
      if ((open ?? 0) === 0 && (delay ?? 0) === 0) return { kind: "closed" };
      flag("contradiction", said);
      return { kind: "unsaid" };
    case "no delay":
    case "delay":
      if (open === 0) {
        flag("contradiction", said);
        return { kind: "unsaid" };
      }
      return {
        kind: "running",
        wait: waitOf(status, delay, () => flag("contradiction", said)),
        updateTime,
      };
    default:
      flag("unknown_word", lane.status.slice(0, 80));
      return { kind: "unsaid" };
  }
}

/** The word and the number need not agree: then the claim holds both. */
function waitOf(
  status: "no delay" | "delay",
  delay: number | null,
  contradict: () => void,
): Wait | null {
  if (delay === null) return null;
  if (status === "delay" && delay === 0) {
    contradict();
    return null;
  }
  if (status === "no delay" && delay > 0) {
    contradict();
    return { low: 0, high: delay };
  }
  return { low: delay, high: delay };
}

/** Lanes that only some may use, by what people call them. */
const SPECIAL = [
  ["ready_lanes", "Ready"],
  ["fast_lanes", "FAST"],
  ["nexus_sentri_lanes", "NEXUS/SENTRI"],
] as const;

/** What the lanes of one mode come to. `state` null: nothing is claimed. */
export interface ModeWord {
  readonly exists: boolean;
  readonly state: ClaimableState | null;
  /** Whose lanes alone are open. */
  readonly only: readonly string[];
  readonly wait: Wait | null;
  readonly waitOf: string | null;
  /** Times of the lanes that the state rests on. */
  readonly updateTimes: readonly string[];
}

const NO_MODE: ModeWord = {
  exists: false,
  state: null,
  only: [],
  wait: null,
  waitOf: null,
  updateTimes: [],
};

/**
 * Standard lanes decide. Where they are closed or do not exist and others run, the mode is restricted to those; where
 * they are not told, nothing is claimed of the mode. It is closed when every lane that exists is.
 */
export function readMode(group: BwtLaneGroup | undefined, flag: Flag): ModeWord {
  if (group === undefined) return NO_MODE;
  const standard = readLane(group.standard_lanes, flag);
  const special = SPECIAL.map(([key, name]) => ({ name, word: readLane(group[key], flag) }));
  const words = [standard, ...special.map(({ word }) => word)];
  const isSaid = words.some(({ kind }) => kind === "running" || kind === "closed");
  const counted = Number(group.maximum_lanes);
  if (!isSaid && (isNone(group.maximum_lanes ?? "") || counted === 0)) return NO_MODE;
  const none = { ...NO_MODE, exists: true };
  if (standard.kind === "running") {
    const { wait, updateTime } = standard;
    return { ...none, state: "open", wait, waitOf: "standard", updateTimes: [updateTime] };
  }
  const running = special.flatMap(({ name, word }) =>
    word.kind === "running" ? [{ name, ...word }] : [],
  );
  const [first] = running;
  if (first !== undefined) {
    if (standard.kind === "unsaid") return none;
    return {
      ...none,
      state: "restricted",
      only: running.map(({ name }) => name),
      wait: first.wait,
      waitOf: first.name,
      updateTimes: running.map(({ updateTime }) => updateTime),
    };
  }
  const isClosed = isSaid && words.every(({ kind }) => kind === "closed" || kind === "absent");
  return isClosed ? { ...none, state: "closed" } : none;
}
