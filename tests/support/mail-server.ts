import { createServer, type Server } from "node:net";

/** A mail server that takes everything and keeps what it was sent. */
export async function openMailServer(): Promise<{ url: string; mails: string[]; server: Server }> {
  const mails: string[] = [];
  const server = createServer((socket) => {
    let body: string | null = null;
    socket.write("220 test\r\n");
    socket.on("data", (chunk) => {
      const text = String(chunk);
      if (body !== null) {
        body += text;
        if (!body.endsWith("\r\n.\r\n")) return;
        mails.push(body);
        body = null;
        socket.write("250 kept\r\n");
      } else if (text.startsWith("DATA")) {
        body = "";
        socket.write("354 go on\r\n");
      } else socket.write(text.startsWith("QUIT") ? "221 bye\r\n" : "250 ok\r\n");
    });
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address === null || typeof address === "string" ? 0 : address.port;
  return { url: `smtp://127.0.0.1:${port}`, mails, server };
}
