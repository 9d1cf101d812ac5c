import { createServer } from "node:net";
import { expect, test } from "vitest";
import { createSendMail, MAIL_CONNECTIONS } from "#server/jobs/mail.ts";
import { openMailReceiver } from "../../support/mail-receiver.ts";

test("many mails go over few connections, each once", async () => {
  const receiver = await openMailReceiver();
  const send = createSendMail(receiver.url, "https://gatewatch.example");
  const to = Array.from({ length: 60 }, (_, i) => `driver-${i}@example.org`);
  await Promise.all(to.map((one) => send({ to: one, subject: "Torkham", text: "Closed." })));
  expect(receiver.mails.map((mail) => mail.to).toSorted()).toEqual(to.toSorted());
  expect(receiver.connections()).toBeLessThanOrEqual(MAIL_CONNECTIONS);
  await receiver.close();
});

test("a mail after one that was refused, and after the mail server came back, still goes", async () => {
  const first = await openMailReceiver();
  const send = createSendMail(first.url, "https://gatewatch.example");
  const mail = (to: string) => ({ to, subject: "Torkham", text: "Closed." });
  first.refuseWith(550);
  await expect(send(mail("gone@example.org"))).rejects.toThrow();
  first.refuseWith(null);
  await send(mail("driver@example.org"));
  await first.close();
  await expect(send(mail("driver@example.org"))).rejects.toThrow();
  const again = await openMailReceiver(Number(new URL(first.url).port));
  await send(mail("driver@example.org"));
  expect(again.mails).toHaveLength(1);
  await again.close();
});

test("a mail server that takes the connection and says nothing is given up", async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const address = silent.address();
  const port = typeof address === "object" ? address?.port : 0;
  const send = createSendMail(`smtp://127.0.0.1:${port}`, "https://gatewatch.example");
  const mail = { to: "driver@example.org", subject: "Torkham", text: "Closed." };
  await expect(send(mail)).rejects.toThrow("Greeting never received");
  silent.close();
}, 20_000);
