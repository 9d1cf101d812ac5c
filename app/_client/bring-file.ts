/** Sends a file in pieces, each once and again after a lost reply, and has it checked. */
import { TRPCClientError } from "@trpc/client";
import { type ImportKind, PIECE_BYTES } from "#server/domain/bulk-import.ts";
import { trpc } from "./trpc.ts";

const TRIES = 5;
const PAUSE_MS = 1_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A refusal is final but for "too many"; everything else is a bad line. */
const isFinal = (error: unknown) =>
  error instanceof TRPCClientError &&
  ["BAD_REQUEST", "FORBIDDEN", "UNAUTHORIZED", "NOT_FOUND", "CONFLICT"].includes(
    String(error.data?.code),
  );

async function withTries<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (isFinal(error) || tried === TRIES) throw error;
      await pause(PAUSE_MS * 2 ** tried);
    }
  }
}

function base64(bytes: Uint8Array): string {
  let text = "";
  // In parts: a function takes only so many arguments.
  for (let i = 0; i < bytes.length; i += 8_192) {
    text += String.fromCharCode(...bytes.subarray(i, i + 8_192));
  }
  return btoa(text);
}

/**
 * @param onShare how much of it is there, 0 to 1
 * @throws what the last try of a piece came to
 */
export async function bringFile(
  file: File,
  kind: ImportKind,
  onShare: (share: number) => void,
): Promise<string> {
  const id = crypto.randomUUID();
  await withTries(() => trpc.imports.start.mutate({ id, kind, fileName: file.name.slice(0, 200) }));
  const pieces = Math.ceil(file.size / PIECE_BYTES);
  for (let ordinal = 0; ordinal < pieces; ordinal += 1) {
    const part = file.slice(ordinal * PIECE_BYTES, (ordinal + 1) * PIECE_BYTES);
    const data = base64(new Uint8Array(await part.arrayBuffer()));
    await withTries(() => trpc.imports.addPiece.mutate({ id, ordinal, data }));
    onShare((ordinal + 1) / pieces);
  }
  await withTries(() => trpc.imports.endFile.mutate({ id }));
  return id;
}

/** What is wrong with a file's rows, as a file for whoever mends them. */
export async function downloadProblems(id: string): Promise<void> {
  const { csv } = await trpc.imports.problemsCsv.query({ id });
  const link = document.createElement("a");
  // A spreadsheet takes the mark at the beginning for UTF-8.
  link.href = URL.createObjectURL(new Blob(["\ufeff", csv], { type: "text/csv" }));
  link.download = `problems-${id}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
