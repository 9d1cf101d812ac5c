/**
 * Firm: a logistics firm with members, who share its corridors and watches.
 *
 * A viewer reads; a dispatcher also edits corridors and watches; an owner also says who is a member, and
 * may close the firm. One owner at least stays.
 */

export const FIRM_ROLES = ["owner", "dispatcher", "viewer"] as const;
export type FirmRole = (typeof FIRM_ROLES)[number];

/** The firm that an account belongs to, and what it is there. */
export interface Membership {
  readonly firmId: string;
  readonly role: FirmRole;
  /** The firm's. */
  readonly name: string;
  /** IANA; the hours of the firm are told by it. */
  readonly timeZone: string;
}

/** What a member may do in the firm, a row for each. */
export const FIRM_PERMISSIONS = {
  "firm.read": ["owner", "dispatcher", "viewer"],
  "corridor.edit": ["owner", "dispatcher"],
  "watch.edit": ["owner", "dispatcher"],
  "member.manage": ["owner"],
  "firm.change": ["owner"],
  "firm.leave": ["owner", "dispatcher", "viewer"],
  "firm.close": ["owner"],
} as const satisfies Record<string, readonly FirmRole[]>;

export type FirmAction = keyof typeof FIRM_PERMISSIONS;

/** Whether a member with this role may do it. */
export function canInFirm(role: FirmRole, action: FirmAction): boolean {
  const roles: readonly FirmRole[] = FIRM_PERMISSIONS[action];
  return roles.includes(role);
}
