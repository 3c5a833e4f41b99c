import type { RightsName } from './command-rights.ts'

export const teamRoles = {
  rollTeam: {
    holds: 'Loads and corrects the roll until it is sealed, then only reads it.',
    does: ['readRoll', 'changeRoll', 'returnNotices'],
    untilSeal: true,
  },
  operator: {
    holds:
      'Keeps SMS and e-mails going during the vote, invalidates the identifiers of returned notices, and suspends or extends the vote with a second person.',
    does: [
      'watch',
      'changeCalendar',
      'restore',
      'stopSms',
      'testSms',
      'mailAgain',
      'redrive',
      'remedy',
      'returnNotices',
    ],
  },
  watcher: {
    holds: 'Watches the election, and changes nothing.',
    does: ['watch'],
  },
  auditor: {
    holds:
      'Reads what was done to the service, and with which rights; verifies the ledger, and compares it with the tables.',
    does: ['readLedger', 'compareLedger', 'verifySeal', 'audit'],
  },
  deployer: {
    holds:
      'Deploys, seals and tests the service, rotates keys, and repairs a sealed roll with another person.',
    does: [
      'deploy',
      'preflight',
      'changeCalendar',
      'restore',
      'stopSms',
      'smoke',
      'rotateKeys',
      'verifySeal',
      'seal',
      'repair',
      'rehearse',
      'connectStaff',
    ],
  },
} as const satisfies Record<string, TeamRole>

export type TeamRoleName = keyof typeof teamRoles

export const teamRoleNames = Object.keys(teamRoles) as TeamRoleName[]

export interface TeamRole {
  holds: string
  does: readonly RightsName[]
  /** Limits the role to reading tables once the roll is sealed. */
  untilSeal?: boolean
}
