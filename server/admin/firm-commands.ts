import { randomUUID } from "node:crypto";
import { FIRM_ROLES } from "#server/domain/firm.ts";
import { addFirm } from "#server/services/firms/add-firm.ts";
import { closeFirm } from "#server/services/firms/close-firm.ts";
import { listFirms } from "#server/services/firms/list-firms.ts";
import { removeMember } from "#server/services/firms/remove-member.ts";
import { setMember } from "#server/services/firms/set-member.ts";
import { setPrivateNetworks } from "#server/services/webhooks/set-private-networks.ts";
import { type Command, many, required } from "./command.ts";
import { textTable } from "./text-table.ts";

export const firmAdd: Command = {
  name: "firm add",
  summary: "Make a firm with its first owner",
  synopsis: "--name N --zone ZONE --owner E",
  details: [
    "--zone ZONE  time zone of the firm's hours, such as Asia/Karachi",
    "--owner E    e-mail of an account with the role firm; it says who else belongs to the firm, at /firm/members",
  ],
  options: { name: { type: "string" }, zone: { type: "string" }, owner: { type: "string" } },
  fieldNames: { timeZone: "--zone", email: "--owner" },
  async run(ctx, values) {
    const added = await addFirm(ctx, {
      id: randomUUID(),
      name: required(values, "name"),
      timeZone: required(values, "zone"),
      owner: required(values, "owner"),
    });
    return { text: `Added ${added.name} (${added.firmId}), owned by ${added.owner}.`, data: added };
  },
};

export const firmMember: Command = {
  name: "firm member",
  summary: "Put an account into a firm, or give a member another role",
  synopsis: `--firm ID --email E --role ${FIRM_ROLES.join("|")}`,
  details: ["ID is the firm's, as `firm list` shows it."],
  options: { firm: { type: "string" }, email: { type: "string" }, role: { type: "string" } },
  fieldNames: { firmId: "--firm" },
  async run(ctx, values) {
    const firmId = required(values, "firm");
    const member = { email: required(values, "email"), role: required(values, "role") };
    const set = await setMember(ctx, { firmId, ...member });
    return { text: `${set.email} is ${set.role} of the firm.`, data: { firmId, ...set } };
  },
};

export const firmRemoveMember: Command = {
  name: "firm remove-member",
  summary: "Take an account out of a firm; it keeps its sign-in",
  synopsis: "--firm ID --email E",
  options: { firm: { type: "string" }, email: { type: "string" } },
  fieldNames: { firmId: "--firm" },
  async run(ctx, values) {
    const firmId = required(values, "firm");
    const { email } = await removeMember(ctx, { firmId, email: required(values, "email") });
    return { text: `${email} is no member of the firm.`, data: { firmId, email } };
  },
};

export const firmClose: Command = {
  name: "firm close",
  summary: "Close a firm for good",
  synopsis: "--firm ID --name N",
  details: [
    "--name N  the firm's, so that no other is closed by a slip",
    "Its corridors, watches, webhooks and its members' API keys end; the accounts keep their sign-in.",
  ],
  options: { firm: { type: "string" }, name: { type: "string" } },
  fieldNames: { firmId: "--firm", name: "--name" },
  async run(ctx, values) {
    const [firmId, name] = [required(values, "firm"), required(values, "name")];
    await closeFirm(ctx, { firmId, name });
    return { text: `${name} is closed.`, data: { firmId, name } };
  },
};

export const firmNetworks: Command = {
  name: "firm networks",
  summary: "Say which private networks a firm's webhooks may reach",
  synopsis: "--firm ID [--network CIDR …]",
  details: [
    "--network CIDR  such as 10.20.0.0/16; all of them each time, none takes the firm's away",
    "The ranges are those of the machine that Gatewatch runs on: give a firm nothing but what is its own.",
  ],
  options: { firm: { type: "string" }, network: { type: "string", multiple: true } },
  fieldNames: { firmId: "--firm", networks: "--network" },
  async run(ctx, values) {
    const set = await setPrivateNetworks(ctx, {
      firmId: required(values, "firm"),
      networks: many(values, "network"),
    });
    const { length } = set.networks;
    const what = length === 0 ? "no private network" : set.networks.join(", ");
    return { text: `The webhooks of the firm may reach ${what}.`, data: set };
  },
};

export const firmList: Command = {
  name: "firm list",
  summary: "List the firms and their members",
  synopsis: "",
  options: {},
  async run(ctx) {
    const firms = await listFirms(ctx);
    const rows = firms.map(({ id, name, timeZone, members }) => [
      name,
      timeZone,
      id,
      members.map(({ email, role }) => `${email} (${role})`).join(", "),
    ]);
    const heads = ["FIRM", "ZONE", "ID", "MEMBERS"];
    return { text: rows.length === 0 ? "No firms yet." : textTable(heads, rows), data: { firms } };
  },
};
