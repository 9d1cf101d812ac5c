import { type Fault, type FaultCode, readFault } from "#server/domain/fault.ts";

/** The words of `faults` in the language of a page. */
export type FaultMessages = (code: FaultCode, values: Fault["values"]) => string;

/** A fault in words. The reason in it can be one too: a feed is not asked because its address is in a private network. */
export function faultWords(t: FaultMessages, { code, values }: Fault): string {
  const reason = readFault(values.reason ?? "");
  return t(code, reason === null ? values : { ...values, reason: t(reason.code, reason.values) });
}
