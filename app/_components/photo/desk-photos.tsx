"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useReportPhotos } from "#app/_client/photos/report-photos.ts";
import { Button } from "#app/_components/form/button.tsx";
import type { Photo } from "#server/domain/photo.ts";
import { Picture } from "./picture.tsx";

interface DeskPhotosProps {
  readonly reportId: string;
}

/** The photos of a report for the desk, each with what the public sees of it. Nothing while there are none. */
export function DeskPhotos({ reportId }: DeskPhotosProps) {
  const t = useTranslations("photos.desk");
  const { photos, setPublished } = useReportPhotos(reportId);
  const [failedId, setFailedId] = useState<string | null>(null);
  if (photos.length === 0) return null;
  async function toggle(photo: Photo): Promise<void> {
    setFailedId(null);
    await setPublished(photo, !photo.isPublished).catch(() => setFailedId(photo.id));
  }
  return (
    <section aria-label={t("title")}>
      <ul className="flex flex-wrap gap-4">
        {photos.map((photo, index) => (
          <li key={photo.id} className="flex max-w-full flex-col gap-1 text-sm">
            {photo.state === "kept" && (
              <>
                <Picture photo={photo} alt={t("alt", { number: index + 1 })} />
                <p>{photo.isPublished ? t("public") : t("private")}</p>
                <p>
                  <Button onClick={() => void toggle(photo)}>
                    {photo.isPublished ? t("unpublish") : t("publish")}
                  </Button>
                </p>
                {failedId === photo.id && (
                  <p role="alert" className="text-closed">
                    {t("failed")}
                  </p>
                )}
              </>
            )}
            {photo.state !== "kept" && <NotKept photo={photo} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function NotKept({ photo }: { readonly photo: Photo }) {
  const t = useTranslations("photos");
  const percent = Math.floor((100 * photo.receivedBytes) / photo.totalBytes);
  return (
    <p className="text-ink-soft">
      {photo.state === "uploading"
        ? t("desk.uploading", { percent })
        : `${t("refused")}: ${photo.reason === null ? "" : t(`reason.${photo.reason}`)}`}
    </p>
  );
}
