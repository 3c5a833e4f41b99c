import { TZDate } from '@date-fns/tz'
import type { AccountNewsQueue } from '../account/account-news.ts'
import type { SealedPhone } from '../account/phone-registration.ts'
import type { Election } from '../election/election.ts'
import { asElectionInstant, electionInstant, secondsLater } from '../instants.ts'
import { maskPhone, territoryOf } from '../sms/phone.ts'
import type { KnownPhone, Voter } from '../voter/voter.ts'
import type { RollEntry } from './enrolment.ts'
import type { KeyedValues } from './keyed-values.ts'

export type RollPhoneRules = Pick<Election<WallInstant>, 'phoneSettlesHours' | 'timeZone'>

/** Longer than an import retries a write, so the mailer sees whether the phone was written. */
const mailDelaySeconds = 600

/** False if the voter ever had a known phone: the roll replaces none, and restores none that was removed. */
export const acceptsRollPhone = ({ knownPhone, formerPhone }: Voter) => !knownPhone && !formerPhone

/**
 * Must be called before the write, so that no phone goes without its mail. A phone settles from the voter's own request
 * on, which the roll proves. @returns phones to write, by voter
 */
export async function rollPhones(
  ports: {
    keyed: Pick<KeyedValues, 'sealedPhones'>
    news: AccountNewsQueue
    phoneRules: RollPhoneRules
  },
  lines: readonly { voterId: string; entry: Pick<RollEntry, 'phone' | 'phoneRequestedOn'> }[],
  at: WallInstant,
): Promise<Map<string, KnownPhone>> {
  const { keyed, news, phoneRules } = ports
  const entries = lines.flatMap(({ voterId, entry: { phone, phoneRequestedOn: requestedOn } }) =>
    phone && requestedOn ? [{ voterId, phone, requestedOn }] : [],
  )
  const seals = await keyed.sealedPhones(entries.map(({ voterId, phone }) => ({ voterId, phone })))
  const setAt = asElectionInstant(at)
  const mails = entries.map(({ voterId }) =>
    news.put({ news: 'phone-set', voterId, at: setAt }, mailDelaySeconds),
  )
  await Promise.all(mails)
  const phones = entries.map(({ voterId, phone, requestedOn }, index) => {
    const [year, month, day] = requestedOn.split('-').map(Number) as [number, number, number]
    const requestedAt = electionInstant(
      new TZDate(year, month - 1, day, phoneRules.timeZone).getTime(),
    )
    const settlesAt = secondsLater(requestedAt, phoneRules.phoneSettlesHours * 3600)
    const parts = { maskedPhone: maskPhone(phone), territory: territoryOf(phone), requestedOn }
    return [voterId, { ...(seals[index] as SealedPhone), ...parts, setAt, settlesAt }] as const
  })
  return new Map(phones)
}
