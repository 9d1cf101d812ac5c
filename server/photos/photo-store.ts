/**
 * Where the bytes of photos lie. Keys are of our making, from ids that were parsed as UUIDs:
 *
 *   uploads/{report}/{photo}/announced       what the phone said it will send
 *   uploads/{report}/{photo}/00032768        a piece, by the offset of its first byte
 *   pictures/{report}/{photo}                the picture that is kept
 *
 * Whole objects by key, none ever changed in part: what a disk does with a rename, an S3-compatible store does by
 * itself (PutObject, GetObject, ListObjectsV2, DeleteObjects).
 */
import type { Instant } from "#server/domain/time.ts";

export interface StoredObject {
  readonly key: string;
  readonly changedAt: Instant;
}

export interface PhotoStore {
  /** Keeps it whole or not at all; lasting once the promise is fulfilled. Takes the place of what was there. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** null: there is none. */
  find(key: string): Promise<Uint8Array | null>;
  /** Everything whose key begins with `prefix`, in order of keys. */
  list(prefix: string): Promise<StoredObject[]>;
  /** What is not there counts as deleted. */
  delete(keys: readonly string[]): Promise<void>;
}

export interface PhotoIds {
  readonly reportId: string;
  readonly photoId: string;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function pathOf({ reportId, photoId }: PhotoIds): string {
  if (!UUID.test(reportId) || !UUID.test(photoId)) throw new Error("a photo's key needs two ids");
  return `${reportId}/${photoId}`;
}

export const UPLOADS = "uploads/";
export const uploadPrefix = (ids: PhotoIds): string => `${UPLOADS}${pathOf(ids)}/`;
export const announcedKey = (ids: PhotoIds): string => `${uploadPrefix(ids)}announced`;
/** Padded, so that keys sort as offsets do. */
export const pieceKey = (ids: PhotoIds, offset: number): string =>
  `${uploadPrefix(ids)}${String(offset).padStart(8, "0")}`;
export const pictureKey = (ids: PhotoIds): string => `pictures/${pathOf(ids)}`;

/** Of which upload a key is; null for anything else. */
export function uploadOf(key: string): PhotoIds | null {
  const [folder, reportId, photoId] = key.split("/");
  if (`${folder}/` !== UPLOADS || reportId === undefined || photoId === undefined) return null;
  return { reportId, photoId };
}
