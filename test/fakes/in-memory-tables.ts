import type { AttemptCounter, Attempts } from '../../shared/domain/account/attempts.ts'
import { type Calendar, firstCalendar } from '../../shared/domain/election/calendar.ts'
import type { WallTime } from '../../shared/domain/instants.ts'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import type { PhoneUse } from '../../shared/domain/reissue/reissue-rules.ts'
import type { StaffSessions } from '../../shared/domain/staff/staff-session.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import type { BothClocks } from '../builders/values.ts'
import {
  inMemoryAttempts,
  inMemoryCaptchas,
  inMemoryPasswordLinks,
  inMemoryPasswords,
  inMemorySessions,
  inMemoryVoters,
} from './in-memory-accounts.ts'
import { type Consents, inMemoryApprovals } from './in-memory-approvals.ts'
import { inMemoryCancellations } from './in-memory-cancellations.ts'
import { inMemoryDomainFailures, inMemoryFailedMails } from './in-memory-failed-mails.ts'
import { inMemoryCalendars, inMemoryInterventions } from './in-memory-interventions.ts'
import {
  inMemoryArrivals,
  inMemoryOverdueReissues,
  inMemoryReissueMails,
  inMemoryReissues,
  inMemoryReissuesOfVoter,
  inMemorySendings,
  inMemorySmsReceipts,
} from './in-memory-reissues.ts'
import { inMemoryRequests } from './in-memory-requests.ts'
import {
  inMemoryHandoverDays,
  inMemorySmsBreakers,
  inMemorySmsDays,
  inMemorySmsSlots,
  inMemoryVoteReadings,
} from './in-memory-sms-days.ts'
import { inMemoryPhoneReleases, inMemorySmsCeilings } from './in-memory-sms-grants.ts'
import { inMemoryFileCodes, inMemoryOpenFiles, inMemoryStaffSessions } from './in-memory-staff.ts'
import { emptyState, existing, type State } from './in-memory-state.ts'
import { inMemoryLinkDays, inMemoryRate } from './in-memory-turns.ts'
import {
  inMemoryPrintedNotices,
  inMemoryTakenPhones,
  inMemoryVoterGrants,
} from './in-memory-voter-grants.ts'

function portsOver(state: State, told: Consents & { calendar: Calendar }) {
  return {
    voters: inMemoryVoters(state, 'vote'),
    /** The same table, as the functions of a rehearsal read it. */
    rehearsalVoters: inMemoryVoters(state, 'rehearsal'),
    sessions: inMemorySessions(state),
    captchas: inMemoryCaptchas(state),
    // The staff's go by the wall's clock.
    attempts: inMemoryAttempts(state) as Attempts & Attempts<WallInstant>,
    reissueRequests: inMemoryRequests(state),
    reissues: inMemoryReissues(state),
    reissuesOfVoter: inMemoryReissuesOfVoter(state),
    arrivals: inMemoryArrivals(state),
    sendings: inMemorySendings(state),
    smsReceipts: inMemorySmsReceipts(state),
    cancellations: inMemoryCancellations(state),
    smsCeilings: inMemorySmsCeilings(state),
    phoneReleases: inMemoryPhoneReleases(state),
    smsBreakers: inMemorySmsBreakers(),
    smsDays: inMemorySmsDays(state),
    handoverDays: inMemoryHandoverDays(),
    voteReadings: inMemoryVoteReadings(),
    smsSlots: inMemorySmsSlots(),
    smsRate: inMemoryRate(),
    mailRate: inMemoryRate(),
    linkDays: inMemoryLinkDays(),
    failedMails: inMemoryFailedMails(state),
    domainFailures: inMemoryDomainFailures(),
    reissueMails: inMemoryReissueMails(state),
    passwordLinks: inMemoryPasswordLinks(state),
    passwords: inMemoryPasswords(state),
    takenPhones: inMemoryTakenPhones(state),
    voterGrants: inMemoryVoterGrants(state, told),
    printedNotices: inMemoryPrintedNotices(state, told),
    fileCodes: inMemoryFileCodes(),
    openFiles: inMemoryOpenFiles(),
    staffSessions: inMemoryStaffSessions() as StaffSessions,
    approvals: inMemoryApprovals(told),
    calendars: inMemoryCalendars(told),
    interventions: inMemoryInterventions(told),
    overdueReissues: inMemoryOverdueReissues(state),
  }
}

/** As the DynamoDB adapters are over their tables too. */
export type Tables = ReturnType<typeof portsOver>

/** Every method has its whole effect at one instant; what goes in and out is copied. */
export function inMemoryTables() {
  const state = emptyState()
  const interventions: Intervention[] = []
  const { voters, sessions, captchas, attempts, phones, reissues } = state

  return {
    ...portsOver(state, { calendar: firstCalendar, approvals: new Map(), interventions }),
    wall: ((time: Date) => time as BothClocks) satisfies WallTime,
    /** What a test looks at. Asking for an item that is not there is a mistake of the test. */
    look: {
      voter: (voterId: string) => structuredClone(existing(voters, voterId)),
      reissue: (reissueId: string) => structuredClone(existing(reissues, reissueId)),
      phone: (phoneHash: string) => structuredClone(existing(phones, phoneHash)),
      phoneUses: (phoneHash: string) => {
        const { reissueCount = 0, smsCount = 0 } = phones.get(phoneHash) ?? {}
        return { reissueCount, smsCount }
      },
      captcha: (captchaId: string) => structuredClone(existing(captchas, captchaId)),
      session: (tokenHash: string) => structuredClone(existing(sessions, tokenHash)),
      tries: ({ attemptKey }: AttemptCounter) => attempts.get(attemptKey)?.attempts ?? 0,
      consumption() {
        const noted = [...voters].map(([id, { takenPhone: _, ...voter }]) => [id, voter] as const)
        return structuredClone({ voters: new Map(noted), phones, reissues })
      },
      interventions: () => interventions,
      everything: () => structuredClone(state),
    },
    replace: { voter: (voter: Voter) => void voters.set(voter.voterId, voter) },
    /** Changes an item from outside, as an import or the lapse of time would. */
    alter: {
      voter(voterId: string, changes: Partial<Voter>) {
        voters.set(voterId, { ...existing(voters, voterId), ...changes })
      },
      phone(use: PhoneUse) {
        phones.set(use.phoneHash, use)
      },
    },
  }
}

export type InMemoryTables = ReturnType<typeof inMemoryTables>
