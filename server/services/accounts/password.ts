import { hash, verify } from "@node-rs/argon2";

/**
 * argon2id, the library's default kind, with OWASP's first recommendation for it: 19 MiB, 2 passes, 1 lane.
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id
 */
export const PASSWORD_HASHING = {
  /** KiB. */
  memoryCost: 19_456,
  /** Passes. */
  timeCost: 2,
  /** Lanes. */
  parallelism: 1,
  /** Bytes. */
  outputLen: 32,
} as const;

/** Two keyboards may write the same letter differently (é as one character or as two). */
const normal = (password: string) => password.normalize("NFKC");

/** The hash of a password in PHC format, with a salt of its own. About 20 ms of one core. */
export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), PASSWORD_HASHING);
}

let decoy: Promise<string> | null = null;

/**
 * Whether the password fits the hash. With `null` (no such account, or none that has a password) it does the same
 * work and says no, so that the time taken does not tell which e-mail addresses have accounts.
 */
export async function verifyPassword(hashed: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword("a password that no account has");
  const fits = await verify(hashed ?? (await decoy), normal(password));
  return fits && hashed !== null;
}
