import { useEffect, useSyncExternalStore } from "react";
import { BLANK_VIEW, type PhotosView, photosView, startPhotos, subscribePhotos } from "./photos.ts";

/** The photos of this phone, and their sending as long as the page is open. */
export function usePhotos(): PhotosView {
  useEffect(startPhotos, []);
  return useSyncExternalStore(subscribePhotos, photosView, () => BLANK_VIEW);
}
