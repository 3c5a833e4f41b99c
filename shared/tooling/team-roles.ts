import type { RightsName } from './command-rights.ts'

export const teamRoles = {
  rollTeam: {
    description: 'Loads and corrects the roll until it is sealed, then only reads it.',
    rightsNames: ['readRoll', 'changeRoll', 'returnNotices'],
    readOnlyAfterSeal: true,
  },
  operator: {
    description:
      "Keeps SMS and e-mails going and invalidates returned notices. With a second person, suspends or extends the vote, restores tables and, after the roll's seal, holds SMS.",
    rightsNames: [
      'watch',
      'openDashboard',
      'changeCalendar',
      'callTeamFunction',
      'testSms',
      'unsuppressMail',
      'redrive',
      'remedy',
      'returnNotices',
    ],
  },
  watcher: {
    description: 'Watches the election, and changes nothing.',
    rightsNames: ['watch', 'openDashboard'],
  },
  auditor: {
    description:
      'Reads records of actions and rights, verifies the ledger, and compares it with the tables.',
    rightsNames: ['readLedger', 'compareLedger', 'verifySeal', 'audit'],
  },
  deployer: {
    description:
      "Deploys, tests, seals and rehearses, replaces keys, and sets the client secret of the staff's sign-in. With a second person, suspends or extends the vote, restores tables, wipes a rehearsal and, after the roll's seal, corrects the roll, holds SMS or retires keys.",
    rightsNames: [
      'deploy',
      'preflight',
      'changeCalendar',
      'callTeamFunction',
      'smoke',
      'rotateKeys',
      'verifySeal',
      'seal',
      'repair',
      'rehearse',
      'useCommandLine',
    ],
  },
} as const satisfies Record<string, TeamRole>

export type TeamRoleName = keyof typeof teamRoles

export const teamRoleNames = Object.keys(teamRoles) as TeamRoleName[]

export interface TeamRole {
  description: string
  rightsNames: readonly RightsName[]
  readOnlyAfterSeal?: boolean
}
