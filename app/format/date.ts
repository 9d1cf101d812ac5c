/** Dates as pages write them; mails write the same, so they are made where both can reach. */
export {
  formatBound,
  formatDate,
  formatInstant,
  formatOffset,
} from "#server/domain/date-text.ts";
