"use client";
import { useTranslations } from "next-intl";
import { Button } from "../_components/form/button.tsx";
import { PageHeader } from "../_components/page-header.tsx";

interface ErrorPageProps {
  readonly error: unknown;
  readonly retry: () => void;
}

/** A page that could not be made: a plain sentence, the number that finds it in the log, and a second try. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const t = useTranslations("shell.error");
  const digest = digestOf(error);
  return (
    <div className="page pb-16" role="alert">
      <PageHeader title={t("title")}>{t("text")}</PageHeader>
      {digest !== null && <p className="pb-4">{t("reference", { digest })}</p>}
      <Button kind="primary" onClick={retry}>
        {t("retry")}
      </Button>
    </div>
  );
}

function digestOf(error: unknown): string | null {
  if (typeof error !== "object" || error === null || !("digest" in error)) return null;
  return typeof error.digest === "string" ? error.digest : null;
}
