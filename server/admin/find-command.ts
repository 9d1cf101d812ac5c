import type { Command } from "./command.ts";

export type FoundCommand =
  | { readonly kind: "command"; readonly command: Command; readonly rest: readonly string[] }
  /** Only the first word of some: `user`. */
  | { readonly kind: "group"; readonly word: string; readonly commands: readonly Command[] }
  | { readonly kind: "none" };

/** Which of these commands the arguments begin with. */
export function findCommand(commands: readonly Command[], args: readonly string[]): FoundCommand {
  for (const command of commands) {
    const words = command.name.split(" ");
    if (words.every((word, i) => args[i] === word)) {
      return { kind: "command", command, rest: args.slice(words.length) };
    }
  }
  const [word = ""] = args;
  const group = commands.filter(({ name }) => name.startsWith(`${word} `));
  return word === "" || group.length === 0
    ? { kind: "none" }
    : { kind: "group", word, commands: group };
}
