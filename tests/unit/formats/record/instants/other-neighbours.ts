import type { HandChecked } from "./hand-checked.ts";

export const OTHER_NEIGHBOURS: readonly HandChecked[] = [
  // Iran
  {
    at: "2021-07-10T12:00Z",
    crossing: "islam-qala-dogharoun",
    lanes: "closed closed closed",
    row: "2021-07-09-islam-qala-dogharoun-closed",
  },
  {
    at: "2022-04-24T12:00Z",
    crossing: "islam-qala-dogharoun",
    lanes: "closed closed closed",
    row: "2022-04-23-islam-qala-dogharoun-closed",
  },
  {
    at: "2022-05-10T12:00Z",
    crossing: "islam-qala-dogharoun",
    lanes: "unknown unknown unknown",
    lastSeen: "open",
    row: "2022-04-23-islam-qala-dogharoun-closed: reopened on the 26th, the last word of the record there",
  },
  {
    at: "2022-07-02T12:00Z",
    crossing: "milak-zaranj",
    lanes: "closed closed closed",
    row: "2022-07-02-milak-zaranj-closed: already so on that day",
  },
  {
    at: "2023-06-15T12:00Z",
    crossing: "milak-zaranj",
    lanes: "open open open",
    recorded: true,
    row: "2023-05-27-milak-zaranj-closed: reopened on 28 May; next row April 2024",
  },
  {
    at: "2024-04-05T06:00Z",
    crossing: "milak-zaranj",
    lanes: "closed closed closed",
    row: "2024-04-04-milak-zaranj-closed: still shut next day by local sources",
  },
  // Tajikistan
  {
    at: "2017-12-16T12:00Z",
    crossing: "shamsiddin-shohin-bridge",
    lanes: "closed closed closed",
    row: "2017-12-10-shamsiddin-shohin-bridge-closed: (week) certain from the 14th to the 20th",
  },
  {
    at: "2018-08-15T12:00Z",
    crossing: "shamsiddin-shohin-bridge",
    lanes: "unknown unknown unknown",
    lastSeen: "closed",
    row: "2018-08-shamsiddin-shohin-bridge-closed: some day of August 2018",
  },
  {
    at: "2018-10-01T12:00Z",
    crossing: "shamsiddin-shohin-bridge",
    lanes: "closed closed closed",
    recorded: true,
    row: "2018-08-shamsiddin-shohin-bridge-closed",
  },
  {
    at: "2019-02-10T12:00Z",
    crossing: "shamsiddin-shohin-bridge",
    lanes: "unknown unknown unknown",
    lastSeen: "closed",
    row: "2018-08-shamsiddin-shohin-bridge-closed: reopened in mid-February 2019",
  },
  {
    at: "2017-12-18T12:00Z",
    crossing: "sher-khan-bandar",
    lanes: "closed closed open",
    row: "2017-12-16-sher-khan-bandar-trucks",
  },
  {
    at: "2021-07-01T12:00Z",
    crossing: "sher-khan-bandar",
    lanes: "closed closed open",
    row: "2021-06-22-sher-khan-bandar-trucks",
  },
  {
    at: "2022-05-10T12:00Z",
    crossing: "sher-khan-bandar",
    lanes: "closed closed closed",
    row: "2022-05-09-sher-khan-bandar-closed",
  },
  // Uzbekistan, with a railway
  {
    at: "2020-03-20T12:00Z",
    crossing: "hairatan-termez",
    lanes: "unknown unknown unknown unknown",
    lastSeen: "closed",
    row: "2020-03-hairatan-termez-closed: documented on 16 March, end unknown",
  },
  {
    at: "2021-08-30T12:00Z",
    crossing: "hairatan-termez",
    lanes: "closed closed closed closed",
    row: "2021-08-30-hairatan-termez-closed",
  },
  {
    at: "2023-01-01T12:00Z",
    crossing: "hairatan-termez",
    lanes: "closed closed open open",
    recorded: true,
    row: "2021-08-hairatan-termez-trucks: freight and rail for four years",
  },
  {
    at: "2025-12-02T12:00Z",
    crossing: "hairatan-termez",
    lanes: "open open open open",
    row: "2025-12-02-hairatan-termez-reopened",
  },
  {
    at: "2025-12-10T12:00Z",
    crossing: "hairatan-termez",
    lanes: "unknown unknown unknown unknown",
    lastSeen: "open",
    row: "2025-12-02-hairatan-termez-reopened: the last word there, and a week old",
  },
  // Turkmenistan: no row at all
  {
    at: "2023-01-01T12:00Z",
    crossing: "aqina-ymamnazar",
    lanes: "unknown unknown unknown unknown",
    lastSeen: null,
    row: "none: the record says nothing of it",
  },
];
