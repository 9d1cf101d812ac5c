import type { Server } from "node:http";
import { createServer } from "node:net";
import { errorCode, StartError } from "../start-error.ts";

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Starts listening and gives the address as a URL, or throws a `StartError` that says why that address can't be had. */
export function listen(server: Server, { host, port }: Address): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(explainListen(error, { host, port })));
    server.listen(port, host, () => {
      server.removeAllListeners("error");
      const address = server.address();
      const taken = address !== null && typeof address === "object" ? address.port : port;
      resolve(`http://${shownHost(host)}:${taken}`);
    });
  });
}

/**
 * Takes the address and gives it back at once, so that one that can't be had is known before the slow parts of a start.
 * Only `listen` keeps it: another program may still come first.
 * @throws StartError that says why that address can't be had
 */
export function checkAddress({ host, port }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => reject(explainListen(error, { host, port })));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

/** A wildcard address is no place to point a browser at. */
function shownHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

function explainListen(error: Error, { host, port }: Address): Error {
  switch (errorCode(error)) {
    case "EADDRINUSE":
      return new StartError(
        `Port ${port} on ${host} is in use by another program; stop that one, or set PORT to another port.`,
      );
    case "EACCES":
      return new StartError(
        `This user may not listen on port ${port}; set PORT to one above 1023.`,
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new StartError(`HOST ${host} is no address of this machine; correct or unset it.`);
    default:
      return error;
  }
}
