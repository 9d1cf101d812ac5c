/** Ids that a sender makes: UUID version 7 (RFC 9562, 5.7), which sort by the time at which they were made. */

/** Bytes of randomness that `uuidV7` takes. */
export const UUID_RANDOM_BYTES = 10;

/**
 * A version 7 UUID.
 * @param nowMs milliseconds since 1970, 48 bits
 * @param random `UUID_RANDOM_BYTES` bytes from a source fit for secrets (`crypto.getRandomValues`)
 */
export function uuidV7(nowMs: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(nowMs / 2 ** (8 * (5 - i))) & 0xff;
  bytes.set(random.subarray(0, UUID_RANDOM_BYTES), 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
