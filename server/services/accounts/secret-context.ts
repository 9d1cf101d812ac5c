import type { ServiceContext } from "../context.ts";

/** For services that seal or open what only this server may read (seal.ts). */
export interface SecretContext extends ServiceContext {
  /** The server's secret. */
  readonly authSecret: string;
}
