import { useTranslations } from "next-intl";
import { type KeptPhoto, percentSent } from "./kept-photo.ts";

/** Where a photo stands on its ladder, in words. */
function useLadderWords() {
  const t = useTranslations("photos");
  return (photo: KeptPhoto): string => {
    const percent = percentSent(photo);
    switch (photo.state) {
      case "kept":
        return t("kept");
      case "refused":
        return t("refused");
      case "sending":
        return t("sending", { percent });
      case "waiting":
        if (!photo.mayGo) return t("waitsForReport");
        return photo.hold === null ? t("waiting") : t(`hold.${photo.hold}`, { percent });
    }
  };
}

/** What became of a photo so far; a refusal says why, and that the report is not touched by it. */
export function PhotoStatus({ photo }: { readonly photo: KeptPhoto }) {
  const t = useTranslations("photos");
  const words = useLadderWords();
  return (
    <div className="min-w-0 text-sm" role="status">
      <p className={photo.state === "refused" ? "font-semibold text-closed" : "font-semibold"}>
        {words(photo)}
      </p>
      {photo.state === "sending" && (
        <progress
          className="h-2 w-full max-w-60 accent-ink"
          max={photo.totalBytes}
          value={photo.receivedBytes}
          aria-label={words(photo)}
        />
      )}
      {photo.state === "refused" && (
        <p>
          {photo.reason !== null && t(`reason.${photo.reason}`)}
          {photo.reason === null && photo.message !== null && <bdi lang="en">{photo.message}</bdi>}{" "}
          {t("reportStands")}
        </p>
      )}
    </div>
  );
}
