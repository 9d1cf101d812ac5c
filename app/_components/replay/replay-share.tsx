"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";

/** The moment's own link: a plain one, and with the script a button that copies it. */
export function ReplayShare({ href }: { readonly href: string }) {
  const t = useTranslations("replay");
  const [copied, setCopied] = useState<string | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(new URL(href, window.location.href).href);
      setCopied(href);
    } catch {
      // The browser forbids it: the link beside is there to be copied by hand.
      setCopied(null);
    }
  };
  return (
    <p className="flex flex-wrap items-center gap-x-6 text-sm">
      <a className="text-link inline-flex min-h-11 items-center" href={href}>
        {t("share")}
      </a>
      <button
        type="button"
        className="replay-script text-link min-h-11 cursor-pointer items-center"
        onClick={copy}
      >
        {t("copy")}
      </button>
      <span role="status">{copied === href ? t("copied") : ""}</span>
    </p>
  );
}
