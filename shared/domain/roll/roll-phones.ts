import { TZDate } from '@date-fns/tz'
import type { SealedPhone } from '../account/phone-registration.ts'
import type { Election } from '../election/election.ts'
import { electionInstant, secondsLater } from '../instants.ts'
import { maskPhone, type Phone, territoryOf } from '../sms/phone.ts'
import type { KnownPhone, Voter } from '../voter/voter.ts'

export type RollPhoneRules = Pick<Election<WallInstant>, 'phoneSettlesHours' | 'timeZone'>

export const acceptsRollPhone = ({ knownPhone, formerPhone }: Voter) => !knownPhone && !formerPhone

export function rollPhone(
  sealedPhone: SealedPhone,
  { phone, requestedOn }: { phone: Phone; requestedOn: string },
  { phoneSettlesHours, timeZone }: RollPhoneRules,
  setAt: ElectionInstant,
): KnownPhone {
  const [year, month, day] = requestedOn.split('-').map(Number) as [number, number, number]
  const requestedAt = electionInstant(new TZDate(year, month - 1, day, timeZone).getTime())
  const settlesAt = secondsLater(requestedAt, phoneSettlesHours * 3600)
  const display = { maskedPhone: maskPhone(phone), territory: territoryOf(phone), requestedOn }
  return { ...sealedPhone, ...display, setAt, settlesAt }
}
