import {
  addSenderNumber,
  listSenderNumbers,
  removeSenderNumber,
} from "#server/services/relay/sender-numbers.ts";
import { type Command, required } from "./command.ts";
import { textTable } from "./text-table.ts";

export const numberAdd: Command = {
  name: "number add",
  summary: "Let a telephone number send reports by SMS as an account's",
  synopsis: "--email E --number +923001234567",
  details: [
    "An SMS gateway hands messages to POST /api/v1/sms with a key of the scope sms:write.",
    "What comes by SMS waits for the desk, whoever sent it: a number can be forged.",
  ],
  options: { email: { type: "string" }, number: { type: "string" } },
  async run(ctx, values) {
    const email = required(values, "email");
    const added = await addSenderNumber(ctx, { email, number: required(values, "number") });
    return { text: `${added.number} sends for ${added.email}.`, data: added };
  },
};

export const numberList: Command = {
  name: "number list",
  summary: "List the telephone numbers that may send reports, with their accounts",
  synopsis: "",
  options: {},
  async run(ctx) {
    const numbers = await listSenderNumbers(ctx);
    const rows = numbers.map(({ number, email, createdAt }) => [number, email, createdAt]);
    const text =
      rows.length === 0 ? "No numbers yet." : textTable(["NUMBER", "E-MAIL", "SINCE"], rows);
    return { text, data: { numbers } };
  },
};

export const numberRemove: Command = {
  name: "number remove",
  summary: "Take a telephone number's right to send reports",
  synopsis: "--number +923001234567",
  options: { number: { type: "string" } },
  async run(ctx, values) {
    const { number } = await removeSenderNumber(ctx, { number: required(values, "number") });
    return { text: `${number} sends for nobody now.`, data: { number } };
  },
};
