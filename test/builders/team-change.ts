import type { SmsBreaker } from '../../shared/domain/sms/sms-breaker.ts'
import { changedBreaker, type SmsChange } from '../../shared/domain/sms/sms-change.ts'
import { now } from './values.ts'

export const teamChange = (
  breaker: SmsBreaker,
  request: SmsChange,
  at: ElectionInstant = now,
): SmsBreaker => changedBreaker(breaker, request, 'alice', at)

export const pauseOf = (territory: string) =>
  ({ change: 'pause', territory, reason: 'panne' }) as const

export const capOf = (territory: string, smsPerDay: number) =>
  ({ change: 'cap', territory, reason: 'budget', smsPerDay }) as const
