import "react";

declare module "react" {
  interface CSSProperties {
    /** Number of modes on the board: columns of every lane grid. */
    "--modes"?: number;
    /** Where something stands on the map, in per cent of its box. */
    "--map-x"?: number;
    "--map-y"?: number;
  }
}
