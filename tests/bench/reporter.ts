/** Sends reports over the public API, as a firm's own system would. */
import { randomBytes } from "node:crypto";
import { Agent, request } from "node:http";
import { UUID_RANDOM_BYTES, uuidV7 } from "#server/domain/uuid.ts";
import type { BenchGatewatch } from "./gatewatch.ts";

/** Each address may write only so often; loopback has many, and a report is sent from the next each time. */
const ADDRESSES = 200;
/** Each process begins elsewhere, so that none uses up what another needs. */
let sent = Math.floor(Math.random() * ADDRESSES ** 2);

interface Sender {
  readonly agent: Agent;
  /** The address that this sender's connections come from. */
  readonly localAddress: string;
  readonly key: string;
}

/** The next address of this machine to send from. */
export function nextAddress(): string {
  sent += 1;
  return `127.0.${2 + (Math.floor(sent / ADDRESSES) % 200)}.${1 + (sent % ADDRESSES)}`;
}

function newSender(key: string): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return { agent, localAddress: nextAddress(), key };
}

export interface Place {
  readonly crossing: string;
  readonly lane: string;
  readonly side: string;
}

/** Crossings to report about, with one lane and one side of each. */
export async function findPlaces(gatewatch: BenchGatewatch): Promise<Place[]> {
  const reply = await fetch(`${gatewatch.url}/api/v1/crossings`);
  const body: unknown = await reply.json();
  return readPlaces(body);
}

/** The answer of our own API; its shape is fixed by /api/v1/openapi.json. */
function readPlaces(body: unknown): Place[] {
  const { crossings } = body as {
    crossings: { crossing: { id: string; lanes: { id: string; from: string }[] } }[];
  };
  return crossings.flatMap(({ crossing: { id, lanes } }) => {
    const [lane] = lanes;
    return lane === undefined ? [] : [{ crossing: id, lane: lane.id, side: lane.from }];
  });
}

/** The body of a report about that place. */
export function reportOn({ crossing, lane, side }: Place): string {
  const low = 100 + Math.floor(Math.random() * 400);
  return JSON.stringify({
    id: uuidV7(Date.now(), randomBytes(UUID_RANDOM_BYTES)),
    crossing,
    observedAt: new Date().toISOString(),
    claims: [
      { kind: "state", lanes: [lane], value: Math.random() < 0.5 ? "closed" : "restricted" },
      { kind: "count", metric: "trucks_stranded", side, low, high: low + 50, basis: "estimated" },
    ],
  });
}

/** Sends one report and waits for its receipt. Gives the status. */
function sendReport(gatewatch: BenchGatewatch, place: Place, sender: Sender): Promise<number> {
  const body = reportOn(place);
  return new Promise((done, fail) => {
    const req = request(
      {
        host: "127.0.0.1",
        port: gatewatch.port,
        path: "/api/v1/reports",
        method: "POST",
        agent: sender.agent,
        localAddress: sender.localAddress,
        headers: {
          Authorization: `Bearer ${sender.key}`,
          "Content-Type": "application/json",
          "Content-Length": Buffer.byteLength(body),
        },
      },
      (res) => {
        res.resume();
        res.once("end", () => done(res.statusCode ?? 0));
      },
    );
    req.once("error", fail);
    req.end(body);
  });
}

/** Sends so many a second until it is stopped; gives how many were accepted and how many were not. */
export function keepReporting(
  gatewatch: BenchGatewatch,
  places: readonly Place[],
  perSecond: number,
) {
  const counts = { accepted: 0, refused: 0 };
  let next = 0;
  let sender = newSender(gatewatch.keys.verifier);
  const timer = setInterval(() => {
    const place = places[next % places.length];
    next += 1;
    if (next % 50 === 0) sender = newSender(gatewatch.keys.verifier);
    if (place === undefined) return;
    const refuse = () => {
      counts.refused += 1;
    };
    sendReport(gatewatch, place, sender).then((status) => {
      if (status < 300) counts.accepted += 1;
      else refuse();
    }, refuse);
  }, 1000 / perSecond);
  return {
    stop() {
      clearInterval(timer);
      return counts;
    },
  };
}
