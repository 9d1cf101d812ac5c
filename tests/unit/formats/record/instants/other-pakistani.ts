import type { HandChecked } from "./hand-checked.ts";

export const OTHER_PAKISTANI: readonly HandChecked[] = [
  // Kharlachi
  {
    at: "2017-03-25T12:00Z",
    crossing: "kharlachi",
    lanes: "closed closed closed",
    row: "2017-02-16-kharlachi-closed: not in the March reopening",
  },
  {
    at: "2017-06-17T12:00Z",
    crossing: "kharlachi",
    lanes: "closed closed open",
    row: "2017-06-17-kharlachi-trucks: for trade, not for pedestrians",
  },
  {
    at: "2023-06-01T12:00Z",
    crossing: "kharlachi",
    lanes: "open open open",
    recorded: true,
    row: "2022-11-14-kharlachi-closed: reopened on 28 November 2022",
  },
  {
    at: "2024-12-01T12:00Z",
    crossing: "kharlachi",
    lanes: "closed closed closed",
    row: "2024-10-12-kharlachi-closed",
  },
  {
    at: "2025-05-09T12:00Z",
    crossing: "kharlachi",
    lanes: "closed closed open",
    row: "2025-05-09-kharlachi-trucks: freight first",
  },
  {
    at: "2025-10-13T12:00Z",
    crossing: "kharlachi",
    lanes: "closed closed closed",
    row: "2025-10-12-pk-af-all-closed",
  },
  // Ghulam Khan
  {
    at: "2016-01-01T12:00Z",
    crossing: "ghulam-khan",
    lanes: "closed closed closed",
    recorded: true,
    row: "2014-06-15-ghulam-khan-closed",
  },
  {
    at: "2018-03-15T12:00Z",
    crossing: "ghulam-khan",
    lanes: "unknown unknown unknown",
    lastSeen: "closed",
    row: "2014-06-15-ghulam-khan-closed: reopened in March 2018, day not known; the start planned for the 7th slipped",
  },
  {
    at: "2018-04-15T12:00Z",
    crossing: "ghulam-khan",
    lanes: "open open open",
    recorded: true,
    row: "2014-06-15-ghulam-khan-closed: reopened by the end of March 2018",
  },
  {
    at: "2019-09-27T12:00Z",
    crossing: "ghulam-khan",
    lanes: "closed closed closed",
    exceptions: ["patients * pedestrian open"],
    basis: "announced",
    row: "2019-09-27-pk-af-all-closed: every page is of the day before, so nobody had seen it",
  },
  {
    at: "2025-07-20T12:00Z",
    crossing: "ghulam-khan",
    lanes: "open open open",
    row: "2025-07-16-ghulam-khan-reopened: for 15 days at first",
  },
  {
    at: "2025-08-15T12:00Z",
    crossing: "ghulam-khan",
    lanes: "unknown unknown unknown",
    lastSeen: "open",
    row: "2025-07-16-ghulam-khan-reopened: planned to the end of July",
  },
  {
    at: "2025-10-13T12:00Z",
    crossing: "ghulam-khan",
    lanes: "closed closed closed",
    row: "2025-10-12-pk-af-all-closed",
  },
  // Angoor Ada
  {
    at: "2016-05-26T12:00Z",
    crossing: "angoor-ada",
    lanes: "unknown unknown unknown",
    lastSeen: "closed",
    row: "2016-05-21-angoor-ada-closed: last reported on the 24th",
  },
  {
    at: "2023-03-01T12:00Z",
    crossing: "angoor-ada",
    lanes: "unknown unknown unknown",
    lastSeen: "closed",
    row: "2023-angoor-ada-closed: told four ways, in 2023; first page of 20 August. Last seen closed: 2022-07-29",
  },
  {
    at: "2023-08-25T12:00Z",
    crossing: "angoor-ada",
    lanes: "closed closed closed",
    row: "2023-angoor-ada-closed: on 20 August already for several months",
  },
  {
    at: "2024-01-15T12:00Z",
    crossing: "angoor-ada",
    lanes: "open closed closed",
    row: "2024-01-13-pk-af-all-pedestrians: people, inside 2023-angoor-ada-closed",
  },
  {
    at: "2024-02-10T12:00Z",
    crossing: "angoor-ada",
    lanes: "closed closed closed",
    row: "2023-angoor-ada-closed: after the election day it falls back",
  },
  {
    at: "2025-07-15T12:00Z",
    crossing: "angoor-ada",
    lanes: "unknown unknown unknown",
    lastSeen: "closed",
    row: "2023-angoor-ada-closed: last reported in July 2025, day not known",
  },
  {
    at: "2025-10-13T12:00Z",
    crossing: "angoor-ada",
    lanes: "closed closed closed",
    row: "2025-10-12-pk-af-all-closed",
  },
  // Teri Mangal: only in one row of the record
  {
    at: "2017-03-22T12:00Z",
    crossing: "teri-mangal",
    lanes: "unknown unknown unknown",
    lastSeen: "closed",
    row: "2017-02-16-pk-af-all-closed: last reported on the 21st",
  },
];
