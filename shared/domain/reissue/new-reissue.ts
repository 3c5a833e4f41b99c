import { electionDayOf } from '../election-day.ts'
import { latestOf } from '../instants.ts'
import type { KeysFor } from '../keys.ts'
import { expectedTimeAfter, expectedTimeOfRank, type SmsRate } from '../sms/expected-time.ts'
import { maskPhone, type Phone, territoryOf } from '../sms/phone.ts'
import { hashPhone, sealPhone } from '../sms/sealed-phone.ts'
import { capsOfDay, decideSms, type SmsState } from '../sms/sms-state.ts'
import { mailDueTime, smsTimes } from './due-times.ts'
import type { Reissue } from './reissue.ts'

export function newReissue(
  keys: KeysFor<'phone-hash' | 'phone-seal'>,
  request: {
    reissueId: string
    voterId: string
    phone: Phone
    expectedAt: ElectionInstant
    now: ElectionInstant
  },
): Reissue {
  const { reissueId, voterId, phone, expectedAt, now } = request
  return {
    reissueId,
    voterId,
    state: 'accepted',
    history: [{ state: 'accepted', at: now }],
    requestedAt: now,
    ...smsTimes(expectedAt),
    phoneHash: hashPhone(keys, phone),
    maskedPhone: maskPhone(phone),
    phoneEnding: phone.slice(-4),
    territory: territoryOf(phone),
    sealedPhone: sealPhone(keys, reissueId, phone),
    mailDueAt: mailDueTime(now),
  }
}

export function setExpectedTime(
  reissue: Reissue,
  expectedAt: ElectionInstant,
  sms: SmsState | undefined,
  election: SmsRate & { timeZone: string },
  now: ElectionInstant,
): Reissue {
  if (!sms) return { ...reissue, ...smsTimes(expectedAt) }
  const { territory, history } = reissue
  const caps = capsOfDay(electionDayOf(now, election.timeZone), territory, sms.breaker, election)
  const decision = decideSms(sms, territory, caps, now)
  switch (decision.timing) {
    case 'now':
    case 'as-probe':
      return { ...reissue, ...smsTimes(expectedAt) }
    case 'another-day': {
      const { cap, counts } = decision
      const releasedAt = expectedTimeOfRank(counts.heldCount + 1, cap, election)
      return { ...reissue, ...smsTimes(latestOf(expectedAt, releasedAt)) }
    }
    case 'later':
      return {
        ...reissue,
        ...smsTimes(latestOf(expectedAt, expectedTimeAfter(decision.checkAgainAt))),
        state: 'held',
        heldOn: decision.cause,
        history: [...history, { state: 'held', at: now }],
      }
  }
}
