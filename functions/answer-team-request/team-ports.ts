import type { NotificationQueue } from '../../shared/domain/account/account-notifications.ts'
import type { KeyRings, OriginHeader } from '../../shared/domain/account/key-rotation.ts'
import type { WritableCalendars } from '../../shared/domain/election/calendar-change.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import type { KeysFor, KeysOf } from '../../shared/domain/keys.ts'
import type { Interventions } from '../../shared/domain/ledger/intervention.ts'
import type { Restorations } from '../../shared/domain/reissue/restoration.ts'
import type { ApprovalPorts } from '../../shared/domain/request-approval.ts'
import type {
  ReturnedNotices,
  Roll,
  RollOperations,
  RollRepairs,
} from '../../shared/domain/roll/roll.ts'
import type { RollSeal } from '../../shared/domain/roll/roll-seal.ts'
import type { HandoverDays } from '../../shared/domain/sms/handover-times.ts'
import type { AuditedSmsBreakers } from '../../shared/domain/sms/sms-change.ts'
import type { SmsDays } from '../../shared/domain/sms/sms-state.ts'

export interface TeamPorts extends ApprovalPorts {
  interventions: Pick<Interventions, 'record' | 'list'>
  keys: KeysOf<'identifierKeys' | 'identityKeys'> & KeysFor<'captcha-sound'>
  roll: Pick<Roll, 'findMany' | 'findPersons'> & RollRepairs & ReturnedNotices
  operations: Pick<RollOperations, 'list'>
  notifications: NotificationQueue
  rollSeal: Pick<RollSeal, 'find'>
  election: Pick<Election<WallInstant>, 'dates' | 'mode' | 'name' | 'territories' | 'timeZone'>
  rings: KeyRings
  calendars: WritableCalendars
  smsBreakers: AuditedSmsBreakers
  smsDays: Pick<SmsDays, 'raiseCount'>
  handoverDays: Pick<HandoverDays, 'find'>
  restorations: Restorations
  originHeader: OriginHeader
}
