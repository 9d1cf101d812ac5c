const HEAD_END = Buffer.from("\r\n\r\n");

/** Finds whole responses in what arrives, in whatever pieces, and gives the status of each. */
export function responses(onResponse: (status: number) => void): (chunk: Buffer) => void {
  let pending: Buffer = Buffer.alloc(0);
  let missing = 0;
  let status = 0;
  return (chunk) => {
    if (missing > chunk.length) {
      missing -= chunk.length;
      return;
    }
    pending = missing > 0 ? chunk.subarray(missing) : Buffer.concat([pending, chunk]);
    if (missing > 0) onResponse(status);
    missing = 0;
    for (;;) {
      const headEnd = pending.indexOf(HEAD_END);
      if (headEnd < 0) return;
      const head = pending.toString("latin1", 0, headEnd);
      status = Number(head.slice(9, 12));
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
      const end = headEnd + HEAD_END.length + length;
      if (pending.length < end) {
        missing = end - pending.length;
        pending = Buffer.alloc(0);
        return;
      }
      pending = pending.subarray(end);
      onResponse(status);
    }
  };
}
