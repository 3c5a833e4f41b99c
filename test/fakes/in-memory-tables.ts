import type { BothFactorsLostNews } from '../../shared/domain/account/account-news.ts'
import type { AttemptCounter, Attempts } from '../../shared/domain/account/attempts.ts'
import type { Captchas } from '../../shared/domain/account/captcha.ts'
import type { Passwords } from '../../shared/domain/account/password.ts'
import type { PasswordLinks } from '../../shared/domain/account/password-link.ts'
import type { Sessions } from '../../shared/domain/account/session.ts'
import type { SignIns } from '../../shared/domain/account/sign-ins.ts'
import { type Calendars, firstCalendar } from '../../shared/domain/election/calendar.ts'
import type { WallTime } from '../../shared/domain/instants.ts'
import type { Interventions } from '../../shared/domain/ledger/intervention.ts'
import type { DomainFailures, FailedMails } from '../../shared/domain/mail/failed-mail.ts'
import type { LinkDays } from '../../shared/domain/mail/links-of-a-day.ts'
import type { Cancellations } from '../../shared/domain/reissue/cancel-link.ts'
import type { OverdueReissues } from '../../shared/domain/reissue/due-times.ts'
import type { Arrivals, Reissues, ReissuesOfVoter } from '../../shared/domain/reissue/reissue.ts'
import type { ReissueMails } from '../../shared/domain/reissue/reissue-news.ts'
import type { PhoneUse, ReissueRequests } from '../../shared/domain/reissue/reissue-rules.ts'
import type { Sendings } from '../../shared/domain/reissue/sendings.ts'
import type { SmsReceipts } from '../../shared/domain/reissue/sms-receipts.ts'
import type { Withdrawals } from '../../shared/domain/reissue/withdrawals.ts'
import type { SmsDays, SmsSlots } from '../../shared/domain/sms/expected-time.ts'
import type { HandoverDays } from '../../shared/domain/sms/handover-times.ts'
import type { SmsBreakers } from '../../shared/domain/sms/sms-breaker.ts'
import type { PhoneReleases, SmsCeilings } from '../../shared/domain/sms/sms-grants.ts'
import type { FileCodes, OpenFiles } from '../../shared/domain/staff/file-code.ts'
import type { PrintedNotices } from '../../shared/domain/staff/printed-notice.ts'
import type { StaffSessions } from '../../shared/domain/staff/staff-session.ts'
import type { TakenPhones, VoterGrants } from '../../shared/domain/staff/voter-grants.ts'
import type { Rate } from '../../shared/domain/turns.ts'
import type { Voter, Voters } from '../../shared/domain/voter/voter.ts'
import {
  inMemoryAttempts,
  inMemoryBothFactorsLostNews,
  inMemoryCaptchas,
  inMemoryPasswordLinks,
  inMemoryPasswords,
  inMemorySessions,
  inMemorySignIns,
  inMemoryVoters,
} from './in-memory-accounts.ts'
import { inMemoryCancellations, inMemoryWithdrawals } from './in-memory-cancellations.ts'
import { inMemoryDomainFailures, inMemoryFailedMails } from './in-memory-failed-mails.ts'
import { inMemoryFileCodes, inMemoryOpenFiles } from './in-memory-file-codes.ts'
import { inMemoryHandoverDays } from './in-memory-handover-days.ts'
import { inMemoryCalendars, inMemoryInterventions } from './in-memory-interventions.ts'
import { inMemoryLinkDays } from './in-memory-link-days.ts'
import { inMemoryPhoneReleases } from './in-memory-phone-releases.ts'
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
import { inMemorySmsBreakers } from './in-memory-sms-breakers.ts'
import { inMemorySmsCeilings } from './in-memory-sms-ceilings.ts'
import { inMemorySmsDays, inMemorySmsSlots } from './in-memory-sms-days.ts'
import { inMemoryStaffSessions } from './in-memory-staff-sessions.ts'
import { emptyState, existing } from './in-memory-state.ts'
import { inMemoryRate } from './in-memory-turns.ts'
import {
  inMemoryPrintedNotices,
  inMemoryTakenPhones,
  inMemoryVoterGrants,
} from './in-memory-voter-grants.ts'

/** Every port of the tables over one world in memory, as the DynamoDB adapters are over their tables. */
export interface Tables {
  voters: Voters
  /** The same table, as the functions of a rehearsal read it. */
  rehearsalVoters: Voters
  sessions: Sessions
  signIns: SignIns
  captchas: Captchas
  attempts: Attempts
  reissueRequests: ReissueRequests
  reissues: Reissues
  reissuesOfVoter: ReissuesOfVoter
  arrivals: Arrivals
  sendings: Sendings
  smsReceipts: SmsReceipts
  cancellations: Cancellations
  withdrawals: Withdrawals
  smsCeilings: SmsCeilings
  phoneReleases: PhoneReleases
  smsBreakers: SmsBreakers
  smsDays: SmsDays
  handoverDays: HandoverDays
  smsSlots: SmsSlots
  smsRate: Rate
  mailRate: Rate
  linkDays: LinkDays
  failedMails: FailedMails
  domainFailures: DomainFailures
  reissueMails: ReissueMails
  passwordLinks: PasswordLinks
  passwords: Passwords
  bothFactorsLostNews: BothFactorsLostNews
  takenPhones: TakenPhones
  voterGrants: VoterGrants
  printedNotices: PrintedNotices
  fileCodes: FileCodes
  openFiles: OpenFiles
  staffSessions: StaffSessions
  calendars: Calendars
  interventions: Interventions
  overdueReissues: OverdueReissues
}

/** Every method has its whole effect at one instant; what goes in and out is copied. */
export function inMemoryTables() {
  const state = emptyState()
  const { voters, sessions, captchas, attempts, phones, reissues } = state
  const told = { calendar: firstCalendar, interventions: [] }
  const tables: Tables = {
    voters: inMemoryVoters(state, 'vote'),
    rehearsalVoters: inMemoryVoters(state, 'rehearsal'),
    sessions: inMemorySessions(state),
    signIns: inMemorySignIns(state),
    captchas: inMemoryCaptchas(state),
    attempts: inMemoryAttempts(state),
    reissueRequests: inMemoryRequests(state),
    reissues: inMemoryReissues(state),
    reissuesOfVoter: inMemoryReissuesOfVoter(state),
    arrivals: inMemoryArrivals(state),
    sendings: inMemorySendings(state),
    smsReceipts: inMemorySmsReceipts(state),
    cancellations: inMemoryCancellations(state),
    withdrawals: inMemoryWithdrawals(state),
    smsCeilings: inMemorySmsCeilings(state),
    phoneReleases: inMemoryPhoneReleases(state),
    smsBreakers: inMemorySmsBreakers(),
    smsDays: inMemorySmsDays(state),
    handoverDays: inMemoryHandoverDays(),
    smsSlots: inMemorySmsSlots(),
    smsRate: inMemoryRate(),
    mailRate: inMemoryRate(),
    linkDays: inMemoryLinkDays(),
    failedMails: inMemoryFailedMails(state),
    domainFailures: inMemoryDomainFailures(),
    reissueMails: inMemoryReissueMails(state),
    passwordLinks: inMemoryPasswordLinks(state),
    passwords: inMemoryPasswords(state),
    bothFactorsLostNews: inMemoryBothFactorsLostNews(state),
    takenPhones: inMemoryTakenPhones(state),
    voterGrants: inMemoryVoterGrants(state),
    printedNotices: inMemoryPrintedNotices(state),
    fileCodes: inMemoryFileCodes(),
    openFiles: inMemoryOpenFiles(),
    staffSessions: inMemoryStaffSessions(),
    calendars: inMemoryCalendars(told),
    interventions: inMemoryInterventions(told),
    overdueReissues: inMemoryOverdueReissues(state),
  }

  return {
    ...tables,
    /** Of an election that nobody suspends. */
    wall: ((time) => time) as WallTime,
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
      /** All that a request can consume. */
      consumption() {
        const noted = [...voters].map(([id, { takenPhone: _, ...voter }]) => [id, voter] as const)
        return structuredClone({ voters: new Map(noted), phones, reissues })
      },
      everything: () => structuredClone(state),
    },
    /** Writes a whole item from outside. */
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
