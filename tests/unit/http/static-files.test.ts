import { expect, test } from "vitest";
import { openDoor } from "./open-door.ts";

const SCRIPT = 'globalThis.TURBOPACK=[["a"]];\n'.repeat(80);

test("a built script asks to be compiled beside the page's thread; what else is built stays as it is", async () => {
  const { ask } = await openDoor({
    next(req, res) {
      res.setHeader("Content-Type", req.url?.endsWith(".js") ? "text/javascript" : "text/css");
      res.end(SCRIPT);
    },
  });
  const script = await ask("/_next/static/chunks/a.js");
  // V8 reads it in the first line alone.
  expect(script.body).toBe(`//# allFunctionsCalledOnLoad\n${SCRIPT}`);
  expect(script.headers["cache-control"]).toContain("immutable");
  expect((await ask("/_next/static/chunks/a.css")).body).toBe(SCRIPT);
});

test("a built file says nothing that its name says already", async () => {
  const { ask } = await openDoor({
    next(_req, res) {
      res.setHeader("Content-Type", "text/css");
      res.setHeader("Last-Modified", "Mon, 30 Nov 2026 13:31:26 GMT");
      res.setHeader("Accept-Ranges", "bytes");
      res.end(SCRIPT);
    },
  });
  const { headers } = await ask("/_next/static/chunks/a.css");
  expect(headers.etag).toBeTruthy();
  expect(headers["x-content-type-options"]).toBe("nosniff");
  for (const name of ["last-modified", "accept-ranges", "x-request-id"])
    expect(headers[name], name).toBeUndefined();
});
