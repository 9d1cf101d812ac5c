"use client";
import { useTranslations } from "next-intl";
import { type ChangeEvent, useEffect, useId, useState } from "react";
import { Button, buttonClass } from "#app/_components/form/button.tsx";
import { Picture } from "#app/_components/photo/picture.tsx";
import { MAX_PHOTOS, type Photo } from "#server/domain/photo.ts";
import type { KeptPhoto } from "./kept-photo.ts";
import { PhotoStatus } from "./photo-status.tsx";
import { addPhoto, allowPhotos, removePhoto, sendPhotosNow } from "./photos.ts";
import { usePhotos } from "./use-photos.ts";

interface PhotoFieldProps {
  readonly reportId: string;
  /** Whose report it is; null: whoever is signed in. */
  readonly accountId: string | null;
  /** Its text has been received: photos may go. Else call `allowPhotos` when it has. */
  readonly isReceived: boolean;
  /** What the server has already, as far as it is known. */
  readonly onServer?: readonly Photo[];
}

interface Trouble {
  readonly kind: "noPicture" | "noRoom";
  readonly name: string;
}

/** Photos of a report: choose, and see each climb its ladder. They are on the phone until the server has them. */
export function PhotoField({ reportId, accountId, isReceived, onServer = [] }: PhotoFieldProps) {
  const t = useTranslations("photos");
  const id = useId();
  const { photos, isReady, isBlocked } = usePhotos();
  const [isAdding, setAdding] = useState(false);
  const [troubles, setTroubles] = useState<readonly Trouble[]>([]);
  // Also those that were added before, in whatever page.
  useEffect(() => {
    if (isReceived) void allowPhotos(reportId);
  }, [isReceived, reportId]);
  const own = photos.filter((photo) => photo.reportId === reportId);
  const elsewhere = onServer.filter((photo) => !own.some((one) => one.id === photo.id));
  const standing = [...own, ...elsewhere].filter(({ state }) => state !== "refused").length;
  const isFull = standing >= MAX_PHOTOS;

  async function add(event: ChangeEvent<HTMLInputElement>): Promise<void> {
    const input = event.currentTarget;
    const files = [...(input.files ?? [])].slice(0, MAX_PHOTOS - standing);
    // The same file may be chosen again after it was removed.
    input.value = "";
    setAdding(true);
    setTroubles([]);
    const found: Trouble[] = [];
    for (const file of files) {
      const outcome = await addPhoto(file, { id: reportId, accountId, mayGo: isReceived });
      if (outcome !== "added") {
        found.push({ kind: outcome === "no_room" ? "noRoom" : "noPicture", name: file.name });
      }
    }
    setTroubles(found);
    setAdding(false);
  }

  return (
    <section aria-labelledby={`${id}-title`} className="flex flex-col gap-3">
      <h2 id={`${id}-title`} className="text-lg font-bold">
        {t("title")}
      </h2>
      <p id={`${id}-hint`} className="text-sm text-ink-soft">
        {isBlocked ? t("blocked") : t("hint", { count: MAX_PHOTOS })}
      </p>
      {(own.length > 0 || elsewhere.length > 0) && (
        <ul aria-label={t("list")} className="flex flex-col gap-3">
          {elsewhere.map((photo) => (
            <ServerPhoto key={photo.id} photo={photo} />
          ))}
          {own.map((photo) => (
            <OwnPhoto key={photo.id} photo={photo} />
          ))}
        </ul>
      )}
      {troubles.map(({ kind, name }) => (
        <p key={name} role="alert" className="border-s-4 border-closed ps-2 text-sm text-closed">
          {t(kind, { name })}
        </p>
      ))}
      {isFull ? (
        <p className="text-sm">{t("full", { count: MAX_PHOTOS })}</p>
      ) : (
        !isBlocked && (
          <p>
            <label
              className={`${buttonClass()} relative focus-within:outline-2 focus-within:outline-offset-2`}
            >
              {isAdding ? t("adding") : t("add")}
              <input
                type="file"
                accept="image/*"
                multiple
                disabled={!isReady || isAdding}
                aria-describedby={`${id}-hint`}
                className="absolute inset-0 cursor-pointer opacity-0"
                onChange={(event) => void add(event)}
              />
            </label>
          </p>
        )
      )}
    </section>
  );
}

function OwnPhoto({ photo }: { readonly photo: KeptPhoto }) {
  const t = useTranslations("photos");
  const { id, thumbnail, state, hold } = photo;
  return (
    <li className="flex items-start gap-3">
      {thumbnail !== null && (
        // biome-ignore lint/performance/noImgElement: some KB of the phone's own, never fetched.
        <img src={thumbnail} alt={t("alt")} className="size-16 shrink-0 object-cover" />
      )}
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <PhotoStatus photo={photo} />
        <p className="flex flex-wrap gap-2">
          {state === "waiting" && hold !== null && (
            <Button kind="quiet" onClick={sendPhotosNow}>
              {t("retry")}
            </Button>
          )}
          {state !== "kept" && (
            <Button kind="quiet" onClick={() => void removePhoto(id)}>
              {t("remove")}
            </Button>
          )}
        </p>
      </div>
    </li>
  );
}

/** One that this phone did not send, or has forgotten. */
function ServerPhoto({ photo }: { readonly photo: Photo }) {
  const t = useTranslations("photos");
  const kept = photo.isPublished ? t("onServerPublic") : t("onServer");
  return (
    <li className="flex flex-wrap items-start gap-3">
      {photo.state === "kept" && <Picture photo={photo} alt={t("alt")} />}
      <div className="text-sm">
        {photo.state === "kept" && <p className="font-semibold">{kept}</p>}
        {photo.state === "uploading" && <p>{t("onServerUploading")}</p>}
        {photo.state === "refused" && (
          <p className="text-closed">
            {t("refused")}: {photo.reason !== null && t(`reason.${photo.reason}`)}
          </p>
        )}
      </div>
    </li>
  );
}
