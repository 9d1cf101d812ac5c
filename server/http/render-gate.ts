/**
 * How much is rendered at a time. Beyond `concurrent` requests wait in a queue; beyond `queued` they are refused
 * with a time to come back, because a queue that only grows answers nobody.
 */
import { DomainError } from "#server/domain/errors.ts";

export interface RenderGate {
  run<T>(task: () => Promise<T>): Promise<T>;
  readonly running: number;
  readonly waiting: number;
}

export interface RenderGateOptions {
  readonly concurrent: number;
  readonly queued: number;
}

const COME_BACK_SECONDS = 2;

export function createRenderGate({ concurrent, queued }: RenderGateOptions): RenderGate {
  const queue: Array<() => void> = [];
  let running = 0;

  return {
    get running() {
      return running;
    },
    get waiting() {
      return queue.length;
    },
    async run(task) {
      if (running >= concurrent) {
        if (queue.length >= queued) {
          const message = "Gatewatch is answering as many as it can; try again in a moment.";
          throw new DomainError("unavailable", message, { retryAfterSeconds: COME_BACK_SECONDS });
        }
        // Whoever ends hands its place over, so `running` does not change here.
        await new Promise<void>((enter) => queue.push(enter));
      } else running += 1;
      try {
        return await task();
      } finally {
        const next = queue.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}
