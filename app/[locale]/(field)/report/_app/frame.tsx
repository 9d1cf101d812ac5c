"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { hashOf } from "./screen.ts";

interface FrameProps {
  readonly title: string | null;
  readonly children: ReactNode;
}

/** A screen behind the first one, with the way back to it. */
export function Frame({ title, children }: FrameProps) {
  const t = useTranslations("field");
  return (
    <div className="mx-auto flex max-w-xl flex-col gap-4 py-4">
      <a href={hashOf.home()} className="text-link inline-flex min-h-11 items-center self-start">
        {t("back")}
      </a>
      {title !== null && <h1 className="text-2xl font-bold">{title}</h1>}
      {children}
    </div>
  );
}
