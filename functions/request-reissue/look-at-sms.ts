import type { ElectionDay } from '../../shared/domain/election-day.ts'
import type { SmsStanding } from '../../shared/domain/reissue/promised-at-acceptance.ts'
import type { SmsBreakers } from '../../shared/domain/sms/sms-breaker.ts'
import type { SmsDays } from '../../shared/domain/sms/sms-days.ts'
import { capOfTerritory } from '../../shared/domain/sms/territory-cap.ts'

/** How SMS to a territory stand; its counts of the day are looked at only if it has a cap. */
export async function lookAtSms(
  {
    smsBreakers,
    smsDays,
  }: { smsBreakers: Pick<SmsBreakers, 'find'>; smsDays: Pick<SmsDays, 'find'> },
  territory: string,
  day: ElectionDay,
): Promise<SmsStanding> {
  const breaker = await smsBreakers.find()
  const cap = capOfTerritory(breaker, territory, day)
  return { breaker, ofTerritory: cap && { ...cap, ...(await smsDays.find(cap.day)) } }
}
