import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { readJsonBody } from "#server/http/body.ts";

const LIMIT = { limitBytes: 1024 };

function upload(body: string | Buffer, headers: Record<string, string> = {}): IncomingMessage {
  const req = new IncomingMessage(new Socket());
  req.headers = { "content-type": "application/json; charset=utf-8", ...headers };
  req.push(body);
  req.push(null);
  return req;
}

test("JSON comes out as it went in", async () => {
  expect(await readJsonBody(upload('{"a":[1,"گیٹ"]}'), LIMIT)).toEqual({ a: [1, "گیٹ"] });
});

test.each([
  ["another type", upload("{}", { "content-type": "text/plain" }), 415],
  ["a declared length over the limit", upload("{}", { "content-length": "1025" }), 413],
  ["a length over the limit that was not declared", upload(`"${"x".repeat(1024)}"`), 413],
  ["broken JSON", upload('{"a":'), 400],
  ["nothing", upload(""), 400],
  ["bytes that are no UTF-8", upload(Buffer.from([0x22, 0xff, 0x22])), 400],
])("%s is refused with its status", async (_name, req, status) => {
  await expect(readJsonBody(req, LIMIT)).rejects.toMatchObject({ code: "invalid", status });
});
