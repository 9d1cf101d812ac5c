/**
 * Permissions: who may do what, as one table (design.md, "Who may do what"). Services ask `can` or `assertCan`
 * before anything else; pages ask `can` to choose what they offer.
 */
import { type Actor, type Role, SCOPES, type Scope } from "./actor.ts";
import type { CrossingId } from "./crossing.ts";
import { DomainError } from "./errors.ts";

/** `yes` and `no` for all; `own`: their own things; `own_crossings`: only where the crossing is theirs. */
type Grant = "yes" | "no" | "own" | "own_crossings";
type Row = Readonly<Record<"public" | Role, Grant>>;

/** The table itself, a row for each action. */
export const PERMISSIONS = {
  /** Published status, history, API. */
  "status.read": { public: "yes", firm: "yes", reporter: "yes", verifier: "yes", admin: "yes" },
  "watch.read": { public: "own", firm: "own", reporter: "own", verifier: "own", admin: "yes" },
  "watch.manage": { public: "own", firm: "own", reporter: "own", verifier: "own", admin: "yes" },
  "key.manage": { public: "no", firm: "own", reporter: "own", verifier: "own", admin: "yes" },
  /** Make and revoke keys of one's own; a key may, by its scope. */
  "key.own": { public: "no", firm: "own", reporter: "own", verifier: "own", admin: "own" },
  /** See one's own keys, never what they are. */
  "key.list": { public: "no", firm: "own", reporter: "own", verifier: "own", admin: "own" },
  /** Submit; correct or retract an own report. */
  "report.submit": {
    public: "no",
    firm: "no",
    reporter: "own_crossings",
    verifier: "yes",
    admin: "yes",
  },
  /** Enter a report as somebody else's, who reports there. */
  "report.attribute": {
    public: "no",
    firm: "no",
    reporter: "no",
    verifier: "yes",
    admin: "yes",
  },
  /** Hand over what came by SMS, with the number that sent it: a gateway's key, and nobody else. */
  "sms.deliver": { public: "no", firm: "no", reporter: "no", verifier: "no", admin: "yes" },
  /** Who a reporter is, and what is not published. */
  "report.inspect": { public: "no", firm: "no", reporter: "own", verifier: "yes", admin: "yes" },
  "report.review": { public: "no", firm: "no", reporter: "no", verifier: "yes", admin: "yes" },
  "incident.write": { public: "no", firm: "no", reporter: "no", verifier: "yes", admin: "yes" },
  "alert.override": { public: "no", firm: "no", reporter: "no", verifier: "yes", admin: "yes" },
  "announcement.write": { public: "no", firm: "no", reporter: "no", verifier: "yes", admin: "yes" },
  /** Bring in a file of reports. */
  "report.import": { public: "no", firm: "no", reporter: "no", verifier: "yes", admin: "yes" },
  "account.manage": { public: "no", firm: "no", reporter: "no", verifier: "no", admin: "yes" },
  "crossing.manage": { public: "no", firm: "no", reporter: "no", verifier: "no", admin: "yes" },
  "source.manage": { public: "no", firm: "no", reporter: "no", verifier: "no", admin: "yes" },
  /** Make firms and say who belongs to them. */
  "firm.manage": { public: "no", firm: "no", reporter: "no", verifier: "no", admin: "yes" },
  /** What a firm's members share; which firm that is, and who may do what in it: server/domain/firm.ts. */
  "firm.read": { public: "no", firm: "yes", reporter: "no", verifier: "no", admin: "no" },
  /** What tells a firm: its watches and webhooks. */
  "firm.tell": { public: "no", firm: "yes", reporter: "no", verifier: "no", admin: "no" },
  /** All else there is in a firm. */
  "firm.use": { public: "no", firm: "yes", reporter: "no", verifier: "no", admin: "no" },
  "setting.manage": { public: "no", firm: "no", reporter: "no", verifier: "no", admin: "yes" },
  "audit.read": { public: "no", firm: "no", reporter: "no", verifier: "no", admin: "yes" },
} as const satisfies Record<string, Row>;

export type Action = keyof typeof PERMISSIONS;

/** What an action asks of an API key's scopes; an action that is not listed cannot be done with a key. */
const KEY_SCOPES: Readonly<Partial<Record<Action, readonly Scope[]>>> = {
  "status.read": [],
  "watch.read": ["data:read"],
  "watch.manage": ["watches:write"],
  "firm.read": ["data:read"],
  "firm.tell": ["watches:write"],
  "key.own": ["keys:write"],
  "key.list": ["data:read"],
  "report.submit": ["reports:write"],
  "report.inspect": ["data:read"],
  "sms.deliver": ["sms:write"],
};

function keyAllows(scopes: readonly Scope[], action: Action): boolean {
  const needed = KEY_SCOPES[action];
  return needed?.every((scope) => scopes.includes(scope)) ?? false;
}

const SCOPE_USE: Readonly<Record<Scope, Action>> = {
  "reports:write": "report.submit",
  "data:read": "status.read",
  "sms:write": "sms.deliver",
  "watches:write": "firm.tell",
  "keys:write": "key.own",
};

/** The scopes that a key of somebody with this role can be of use with. */
export const scopesFor = (role: Role): readonly Scope[] =>
  SCOPES.filter((scope) => PERMISSIONS[SCOPE_USE[scope]][role] !== "no");

/** What a thing is to the actor who would touch it. */
export interface Subject {
  readonly crossingId?: CrossingId;
  /** The account that the thing belongs to. */
  readonly ownerId?: string;
}

/**
 * Whether `actor` (null: the public) may do `action`.
 *
 * Without a subject: whether there is anything on which they may do it, which is what a page needs to know before it
 * offers a link. With one: whether they may do it on that. An API key may do what its scopes and its owner both allow.
 */
export function can(actor: Actor | null, action: Action, subject: Subject = {}): boolean {
  if (actor?.scopes !== undefined && !keyAllows(actor.scopes, action)) return false;
  const row: Row = PERMISSIONS[action];
  switch (row[actor?.role ?? "public"]) {
    case "yes":
      return true;
    case "no":
      return false;
    case "own":
      return subject.ownerId === undefined || subject.ownerId === actor?.accountId;
    case "own_crossings":
      return subject.crossingId === undefined
        ? (actor?.crossingIds.length ?? 0) > 0
        : (actor?.crossingIds.includes(subject.crossingId) ?? false);
  }
}

function refusal(actor: Actor, action: Action, { crossingId }: Subject): DomainError {
  if (actor.scopes !== undefined && !keyAllows(actor.scopes, action)) {
    const needed = KEY_SCOPES[action]?.join(", ");
    return new DomainError(
      "forbidden",
      needed === undefined
        ? "An API key cannot do this; sign in instead."
        : `This key lacks the scope ${needed}; ask an admin for one that has it.`,
    );
  }
  const hasAny = PERMISSIONS[action][actor.role] === "own_crossings";
  if (hasAny) {
    const which =
      crossingId === undefined
        ? "No crossing is yours yet"
        : `${crossingId} is not in your crossings`;
    return new DomainError("forbidden", `${which}; ask an admin to add it.`);
  }
  return new DomainError(
    "forbidden",
    `An account with the role ${actor.role} may not do this; ask an admin if it should.`,
  );
}

/**
 * Refuses unless `can`; the way out is in the message.
 * @throws DomainError `unauthenticated` when nobody is signed in, `forbidden` when they may not
 */
export function assertCan(
  actor: Actor | null,
  action: Action,
  subject: Subject = {},
): asserts actor is Actor {
  if (actor === null) {
    throw new DomainError("unauthenticated", "Sign in, or send an API key, to do this.");
  }
  if (!can(actor, action, subject)) throw refusal(actor, action, subject);
}
