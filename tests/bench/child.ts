/** The other processes of a benchmark: each measures or is measured alone, and is asked over its IPC channel. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface Child {
  /** Sends one order and waits for the one answer to it. */
  ask<Answer>(order: unknown): Promise<Answer>;
  readonly pid: number;
  stop(): Promise<void>;
}

/** What a child answers is written by the file that it runs, beside this one, under the same type. */
function answerAs<Answer>(message: unknown): Answer {
  return message as Answer;
}

export function startChild(file: string, args: readonly string[] = []): Child {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child: ChildProcess = fork(path, [...args], { serialization: "advanced" });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    pid: child.pid ?? 0,
    ask: (order) =>
      new Promise((resolve, reject) => {
        const onExit = (code: number | null) => reject(new Error(`${file} ended with ${code}`));
        child.once("exit", onExit);
        child.once("message", (message) => {
          child.off("exit", onExit);
          resolve(answerAs(message));
        });
        child.send({ order });
      }),
    async stop() {
      child.kill();
      await ended;
    },
  };
}

/** In the child: answers each order, one after the other. */
export function answerOrders<Order>(handle: (order: Order) => Promise<unknown>): void {
  process.on("message", (message: { readonly order: Order }) => {
    handle(message.order).then(
      (answer) => process.send?.(answer ?? null),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  process.on("disconnect", () => process.exit(0));
}
