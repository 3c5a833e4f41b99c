import type { NotificationQueue } from '../domain/account/account-notifications.ts'
import type { Attempts } from '../domain/account/attempts.ts'
import type { Sessions } from '../domain/account/session.ts'
import type { Election } from '../domain/election/election.ts'
import type { Clock, ToWall } from '../domain/instants.ts'
import type { Mailer } from '../domain/mail/mail.ts'
import type { TakeToken } from '../domain/rate-limiter.ts'
import type { Cancellations } from '../domain/reissue/cancellations.ts'
import type { OverdueReissues } from '../domain/reissue/due-times.ts'
import type { Arrivals, ReissueQueue, Reissues } from '../domain/reissue/reissue.ts'
import type { ReissueMails } from '../domain/reissue/reissue-notifications.ts'
import type { ReissueRequests } from '../domain/reissue/reissue-rules.ts'
import type { Sendings, SmsReceipts } from '../domain/reissue/sendings.ts'
import type { SmsSlots } from '../domain/sms/expected-time.ts'
import type { HandoverDays } from '../domain/sms/handover-times.ts'
import type { SmsBreakers } from '../domain/sms/sms-breaker.ts'
import type { SentPhoneSms, SmsCarrier } from '../domain/sms/sms-delivery.ts'
import type { SmsDays } from '../domain/sms/sms-state.ts'
import type { Voters } from '../domain/voter/voter.ts'
import type { Journal } from './journal.ts'

export interface ReissuePorts {
  reissues: Reissues
  reissueRequests: ReissueRequests
  reissueMails: ReissueMails
  cancellations: Cancellations
  sendings: Sendings
  smsReceipts: SmsReceipts
  arrivals: Arrivals
  overdueReissues: OverdueReissues
  attempts: Attempts
  sessions: Sessions
  voters: Voters
  smsBreakers: SmsBreakers
  smsDays: SmsDays
  sentPhoneSms: SentPhoneSms
  smsSlots: SmsSlots
  handoverDays: HandoverDays
  carrier: SmsCarrier
  mailer: Mailer
  smsQueue: ReissueQueue
  notifications: NotificationQueue
  takeToken: TakeToken
  election: Election<ElectionInstant>
  siteUrl: string
  timeZone: string
  clock: Clock<ElectionInstant>
  toWall: ToWall
  pause(milliseconds: number): Promise<unknown>
  journal: Journal
}
