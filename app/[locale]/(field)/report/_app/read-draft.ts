/** Reads the app's form into a report that the server will take: the same reading and the same schema as everywhere. */

import { newReportId } from "#app/_client/outbox/new-id.ts";
import type { Draft } from "#app/_client/outbox/outbox-entry.ts";
import { toTheSecond } from "#app/_client/outbox/report-body.ts";
import { invalidInput } from "#server/domain/parse-input.ts";
import { ReportInput } from "#server/domain/report-input.ts";
import type { FormCrossing, FormProblems } from "../form-fields.ts";
import { readForm } from "../read-form.ts";

export type ReadDraft =
  | { readonly draft: Draft; readonly problems: FormProblems }
  | { readonly draft: null; readonly problems: FormProblems };

/** What stands in no field: JSON leaves it out, and so does what is kept and sent. */
const plainCopy = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** @param now this phone's clock; it is put right when the report arrives */
export function readDraft(form: FormData, crossing: FormCrossing, now: Date): ReadDraft {
  const values: Record<string, string> = { id: newReportId(), crossing: crossing.id };
  for (const [name, value] of form) if (typeof value === "string") values[name] = value;
  values.openedAt = toTheSecond(now.getTime());
  const { input, problems, locate } = readForm(values, crossing);
  const plain = plainCopy(input);
  const parsed = ReportInput.safeParse(plain);
  if (!parsed.success) {
    const fields = invalidInput(parsed.error).details.fields ?? [];
    return { draft: null, problems: { ...locate(fields), ...problems } };
  }
  if (Object.keys(problems).length > 0) return { draft: null, problems };
  const { observedAt, note, corrects } = parsed.data;
  const isUntouched = observedAt === values.seenBefore;
  return {
    draft: {
      body: {
        crossing: crossing.id,
        // A second is exact enough; but a time that was left as it was must not be told as another.
        observedAt: isUntouched ? observedAt : toTheSecond(Date.parse(observedAt)),
        claims: withoutBlanks(plain),
        ...(note ? { note } : {}),
        ...(corrects ? { corrects } : {}),
      },
      isTypedTime: values.seen === "then",
    },
    problems: {},
  };
}

/** The claims as they were read, less what says nothing: over 2G a `null` is paid for too. */
function withoutBlanks(input: unknown): Array<{ kind: string }> {
  const claims = typeof input === "object" && input !== null && "claims" in input && input.claims;
  return (Array.isArray(claims) ? claims : []).flatMap((claim: object) => {
    const said = Object.entries(claim).filter(
      ([name, value]) =>
        value !== null &&
        !(Array.isArray(value) && value.length === 0) &&
        !(name === "track" && value === "observed"),
    );
    const kind = said.find(([name]) => name === "kind")?.[1];
    return typeof kind === "string" ? [{ ...Object.fromEntries(said), kind }] : [];
  });
}
