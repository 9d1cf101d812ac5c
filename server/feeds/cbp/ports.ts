/**
 * What CBP's feed does not say of its ports: the zones of both sides and where they lie. Positions were put down from
 * general knowledge and checked by nobody: good for a mark on the map of a country, and shown as not verified. A port
 * that is not here works all the same: its zone follows from its zone words, and it is listed and not drawn.
 */
import type { Position } from "#server/domain/crossing.ts";

export interface Port {
  /** IANA zone of the side of the United States, and of the other. */
  readonly zone: string;
  readonly otherZone: string;
  readonly position: Position;
}

const PRECISION_METRES = 5_000;
const NOTE = "Approximate and not verified; the feed gives no position.";

/** One line: number, both zones (below `America/`), latitude, longitude. */
const TABLE = `
070801 New_York Toronto 44.347 -75.983
300401 Los_Angeles Vancouver 49.002 -122.735
300402 Los_Angeles Vancouver 49.002 -122.757
300403 Los_Angeles Vancouver 49.002 -123.068
090104 New_York Toronto 43.153 -79.045
090101 New_York Toronto 42.907 -78.906
090102 New_York Toronto 43.090 -79.068
090103 New_York Toronto 43.109 -79.058
011501 New_York Moncton 45.191 -67.283
011503 New_York Moncton 45.160 -67.320
011502 New_York Moncton 45.171 -67.297
071201 New_York Toronto 45.008 -73.453
020901 New_York Toronto 45.005 -72.088
380001 Detroit Toronto 42.312 -83.074
380002 Detroit Toronto 42.325 -83.040
021201 New_York Toronto 45.015 -73.085
010601 New_York Moncton 46.142 -67.780
360401 Chicago Winnipeg 48.608 -93.401
010401 New_York Toronto 45.806 -70.398
302301 Los_Angeles Vancouver 49.002 -122.485
010901 New_York Moncton 47.362 -68.330
070401 New_York Toronto 45.000 -74.740
021101 New_York Toronto 45.010 -71.795
070101 New_York Toronto 44.733 -75.458
340101 Chicago Winnipeg 49.000 -97.238
380201 Detroit Toronto 42.998 -82.424
380301 Detroit Toronto 46.509 -84.361
300901 Los_Angeles Vancouver 49.002 -122.265
331001 Denver Edmonton 48.998 -111.960
250201 Los_Angeles Tijuana 32.718 -114.728
535501 Chicago Matamoros 25.892 -97.505
535504 Chicago Matamoros 25.899 -97.497
535503 Chicago Matamoros 26.049 -97.738
535502 Chicago Matamoros 25.880 -97.476
250301 Los_Angeles Tijuana 32.674 -115.388
250302 Los_Angeles Tijuana 32.665 -115.497
240601 Denver Ciudad_Juarez 31.784 -107.628
230201 Chicago Matamoros 29.327 -100.928
260101 Phoenix Hermosillo 31.334 -109.560
230301 Chicago Matamoros 28.706 -100.512
230302 Chicago Matamoros 28.698 -100.510
240201 Denver Ciudad_Juarez 31.764 -106.452
240202 Denver Ciudad_Juarez 31.747 -106.488
240204 Denver Ciudad_Juarez 31.748 -106.483
240203 Denver Ciudad_Juarez 31.673 -106.336
240401 Denver Ciudad_Juarez 31.430 -106.147
l24501 Denver Ciudad_Juarez 31.276 -105.857
240403 Denver Ciudad_Juarez 31.276 -105.857
230503 Chicago Matamoros 26.120 -98.318
230501 Chicago Matamoros 26.096 -98.271
230502 Chicago Matamoros 26.066 -98.204
230401 Chicago Matamoros 27.500 -99.507
230402 Chicago Matamoros 27.502 -99.503
230403 Chicago Matamoros 27.701 -99.745
230404 Chicago Matamoros 27.597 -99.538
260201 Phoenix Hermosillo 31.881 -112.817
260301 Phoenix Hermosillo 31.334 -109.948
260401 Phoenix Hermosillo 31.333 -110.943
260402 Phoenix Hermosillo 31.332 -110.976
260403 Phoenix Hermosillo 31.333 -110.939
250602 Los_Angeles Tijuana 32.551 -116.938
250601 Los_Angeles Tijuana 32.549 -116.938
240301 Chicago Ojinaga 29.561 -104.396
230902 Chicago Matamoros 26.066 -98.073
230901 Chicago Matamoros 26.062 -97.950
230701 Chicago Matamoros 26.366 -98.803
231001 Chicago Matamoros 26.404 -99.019
260801 Phoenix Tijuana 32.485 -114.782
260802 Phoenix Tijuana 32.487 -114.699
250401 Los_Angeles Tijuana 32.543 -117.029
250409 Los_Angeles Tijuana 32.548 -116.974
250407 Los_Angeles Tijuana 32.543 -117.037
240801 Denver Ciudad_Juarez 31.784 -106.680
250501 Los_Angeles Tijuana 32.576 -116.627`;

const PORTS: ReadonlyMap<string, Port> = new Map(
  TABLE.trim()
    .split("\n")
    .map((line) => {
      const [number = "", zone, otherZone, latitude, longitude] = line.split(" ");
      const position: Position = {
        latitude: Number(latitude),
        longitude: Number(longitude),
        precisionMetres: PRECISION_METRES,
        note: NOTE,
      };
      return [number, { zone: `America/${zone}`, otherZone: `America/${otherZone}`, position }];
    }),
);

export const findPort = (portNumber: string): Port | null => PORTS.get(portNumber) ?? null;
