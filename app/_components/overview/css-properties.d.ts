import "react";

declare module "react" {
  interface CSSProperties {
    /** Number of modes on the board: columns of every lane grid. */
    "--modes"?: number;
  }
}
