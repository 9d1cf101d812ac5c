"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "./form/button.tsx";

interface DialogProps {
  readonly open: boolean;
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A modal question, on the browser's own `dialog`: it keeps the focus inside, and Escape closes it. */
export function Dialog({ open, title, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const t = useTranslations("shell");
  useEffect(() => {
    const dialog = element.current;
    if (dialog === null || dialog.open === open) return;
    if (open) dialog.showModal();
    else dialog.close();
  }, [open]);
  return (
    <dialog
      ref={element}
      aria-labelledby={titleId}
      onClose={onClose}
      className="m-auto w-full max-w-lg rounded-md border border-line-strong bg-surface p-6 text-ink backdrop:bg-ink/40"
    >
      <div className="flex items-start justify-between gap-4 pb-4">
        <h2 id={titleId} className="text-xl font-bold">
          {title}
        </h2>
        <Button kind="quiet" onClick={onClose}>
          {t("close")}
        </Button>
      </div>
      {children}
    </dialog>
  );
}
