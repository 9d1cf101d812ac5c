import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createAddressRules } from "#server/webhooks/address-rules.ts";
import { guardedLookup, type ResolveName } from "#server/webhooks/guarded-lookup.ts";
import { createDnsLookup, createOwnLookup } from "#server/webhooks/resolve-name.ts";

const open: Socket[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});

const HEADER_BYTES = 12;
const TYPE_A = 1;
const NAME_ERROR = 3;

/** A name server on loopback: the address of each name that it knows, "no such name" for others. */
async function serveNames(names: Readonly<Record<string, string>>): Promise<string> {
  const socket = createSocket("udp4");
  open.push(socket);
  socket.on("message", (query, { port, address }) => {
    const labels: string[] = [];
    let at = HEADER_BYTES;
    for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
      labels.push(query.toString("latin1", at + 1, at + 1 + length));
      at += 1 + length;
    }
    const question = query.subarray(HEADER_BYTES, at + 5);
    const known = names[labels.join(".")];
    const isA = query.readUInt16BE(at + 1) === TYPE_A;
    const answers =
      known === undefined || !isA
        ? []
        : [
            Buffer.from([0xc0, HEADER_BYTES, 0, TYPE_A, 0, 1, 0, 0, 0, 0, 0, 4]),
            Buffer.from(known.split(".").map(Number)),
          ];
    const head = Buffer.alloc(HEADER_BYTES);
    query.copy(head, 0, 0, 2);
    head.writeUInt16BE(0x8180 | (known === undefined ? NAME_ERROR : 0), 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(answers.length > 0 ? 1 : 0, 6);
    socket.send(Buffer.concat([head, question, ...answers]), port, address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return `127.0.0.1:${socket.address().port}`;
}

describe("asking DNS itself", () => {
  test("gives the addresses that the name server has", async () => {
    const lookup = createDnsLookup([await serveNames({ "data.example": "192.0.2.7" })]);
    expect(await lookup("data.example")).toEqual([{ address: "192.0.2.7", family: 4 }]);
    await expect(lookup("none.example")).rejects.toMatchObject({ code: "ENOTFOUND" });
  });

  test("localhost is loopback, and no name server is asked", async () => {
    const lookup = createDnsLookup([await serveNames({ localhost: "8.8.8.8" })]);
    for (const name of ["localhost", "gate.localhost", "LOCALHOST."]) {
      expect((await lookup(name)).map(({ address }) => address)).toEqual(["127.0.0.1", "::1"]);
    }
  });
});

describe("names that may be the machine's own", () => {
  const own: ResolveName = async () => [{ address: "10.1.0.5", family: 4 }];

  test("what DNS knows counts; what it does not know the machine is asked for", async () => {
    const dns = createDnsLookup([await serveNames({ "data.example": "192.0.2.7" })]);
    const lookup = createOwnLookup(dns, own);
    expect(await lookup("data.example")).toEqual([{ address: "192.0.2.7", family: 4 }]);
    expect(await lookup("gates")).toEqual([{ address: "10.1.0.5", family: 4 }]);
  });

  test("where the name server is silent the machine is not asked: its lookup would wait in a thread", async () => {
    const system = vi.fn(own);
    const silent = Object.assign(new Error("queryA ETIMEOUT"), { code: "ETIMEOUT" });
    const lookup = createOwnLookup(() => Promise.reject(silent), system);
    await expect(lookup("slow.example")).rejects.toBe(silent);
    expect(system).not.toHaveBeenCalled();
  });

  test("an address that was found either way is judged the same", async () => {
    const dns = createDnsLookup([await serveNames({ "in.example": "127.0.0.1" })]);
    const rules = createAddressRules(["10.1.0.0/16"]);
    const connect = (name: string) =>
      new Promise((resolve) => {
        guardedLookup(rules, true, createOwnLookup(dns, own))(name, {}, (error, address) =>
          resolve(error?.message ?? address),
        );
      });
    expect(await connect("in.example")).toMatch(/^in\.example: 127\.0\.0\.1 /);
    expect(await connect("gates")).toBe("10.1.0.5");
  });
});
