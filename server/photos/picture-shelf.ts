import { type PhotoIds, type PhotoStore, pictureKey } from "./photo-store.ts";

/** The kept pictures of a store, by their ids: what a backup reads and a restore writes. */
export function createPictureShelf(store: PhotoStore) {
  return {
    find: (ids: PhotoIds) => store.find(pictureKey(ids)),
    put: (ids: PhotoIds, bytes: Uint8Array) => store.put(pictureKey(ids), bytes),
    delete: (all: readonly PhotoIds[]) => store.delete(all.map(pictureKey)),
  };
}
