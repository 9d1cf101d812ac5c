"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { downloadProblems } from "#app/_client/bring-file.ts";
import { Button } from "#app/_components/form/button.tsx";

/** Every problem of a file, as a file. */
export function ProblemsButton({ id }: { readonly id: string }) {
  const t = useTranslations("imports");
  const [hasFailed, setHasFailed] = useState(false);
  return (
    <span className="flex flex-wrap items-center gap-3">
      <Button
        onClick={() =>
          downloadProblems(id).then(
            () => setHasFailed(false),
            () => setHasFailed(true),
          )
        }
      >
        {t("download")}
      </Button>
      <span role="status">{hasFailed && t("notSent")}</span>
    </span>
  );
}
