"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { bringFile } from "#app/_client/bring-file.ts";
import { Button } from "#app/_components/form/button.tsx";
import { Select } from "#app/_components/form/controls.tsx";
import { Field } from "#app/_components/form/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { IMPORT_KINDS, type ImportKind } from "#server/domain/bulk-import.ts";

type Sending =
  | { readonly kind: "idle" | "failed" | "sent" }
  | { readonly kind: "sending"; readonly percent: number };

/** Chooses a file, sends it, and lets it be checked; nothing of it counts by that. */
export function BringForm({ kinds }: { readonly kinds: readonly ImportKind[] }) {
  const t = useTranslations("imports");
  const router = useRouter();
  const [state, setState] = useState<Sending>({ kind: "idle" });
  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const file = form.get("file");
    const kind = IMPORT_KINDS.find((one) => one === form.get("kind")) ?? "reports";
    if (!(file instanceof File) || file.size === 0) return;
    setState({ kind: "sending", percent: 0 });
    try {
      await bringFile(file, kind, (share) =>
        setState({ kind: "sending", percent: Math.floor(share * 100) }),
      );
      setState({ kind: "sent" });
    } catch {
      setState({ kind: "failed" });
    }
    router.refresh();
  }
  return (
    <form onSubmit={send} className="flex max-w-2xl flex-col gap-5">
      {state.kind === "failed" && (
        <Notice kind="bad" role="alert">
          {t("notSent")}
        </Notice>
      )}
      {state.kind === "sent" && (
        <Notice kind="good" role="status">
          {t("sent")}
        </Notice>
      )}
      <Field id="import-kind" label={t("kindLabel")}>
        <Select id="import-kind" name="kind">
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kind.${kind}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field id="import-file" label={t("file")} hint={t("fileHint")}>
        <input
          id="import-file"
          name="file"
          type="file"
          accept=".csv,text/csv"
          required
          aria-describedby="import-file-hint"
          className="min-h-11 w-full rounded-md border border-line-strong bg-surface px-3 py-2"
        />
      </Field>
      <div className="flex flex-wrap items-center gap-4">
        <Button kind="primary" type="submit" disabled={state.kind === "sending"}>
          {t("check")}
        </Button>
        <span aria-live="polite">
          {state.kind === "sending" && t("sending", { percent: state.percent })}
        </span>
      </div>
    </form>
  );
}
