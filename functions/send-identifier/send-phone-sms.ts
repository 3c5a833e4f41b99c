import { randomUUID } from 'node:crypto'
import { findSettledReissue, type SettledReads } from '../../shared/access/find-settled-reissue.ts'
import { undoablePhone, unsealKnownPhone } from '../../shared/domain/account/known-phone.ts'
import type { PhoneSms } from '../../shared/domain/account/known-phone-sms.ts'
import { phoneCode, phoneLink } from '../../shared/domain/account/phone-code.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import { isCancellable } from '../../shared/domain/reissue/reissue.ts'
import { mayBeAccepted } from '../../shared/domain/sms/sms-delivery.ts'
import {
  capsOfDay,
  type DayCap,
  decideSms,
  type SmsState,
} from '../../shared/domain/sms/sms-state.ts'
import type { KnownPhone, Voter } from '../../shared/domain/voter/voter.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import {
  otherPhoneRequestedSms,
  phoneChangedSms,
  phoneCodeSms,
} from '../../shared/texts/sms/phone-sms.ts'
import { capCounts } from './cap-counts.ts'
import { endProbe, reserveProbe } from './probes.ts'

/** `unsure`: the SMS may have left. */
export type PhoneSmsResult = 'sent' | 'refused' | 'unsure' | 'over' | 'waits'

/** A code must stay valid at least this long, since its SMS says « quelques minutes ». */
const minCodeValiditySeconds = 120

export async function sendPhoneSms(
  dependencies: Dependencies,
  message: PhoneSms,
): Promise<PhoneSmsResult> {
  const { voters, readSms, sentPhoneSms, election, keys, clock } = dependencies
  const now = clock()
  if (now >= election.dates.voteClosesAt) return 'over'
  const voter = await voters.find(message.voterId)
  const sms = voter && (await composeSms(dependencies, voter, message, now))
  if (!sms) return 'over'
  const phone = unsealKnownPhone(keys, voter.voterId, sms.to)
  const day = electionDayOf(now, election.timeZone)
  const state = await readSms()
  const { territory } = sms.to
  const caps = capsOfDay(day, territory, state.breaker, election)
  const decision = decideSms(state, territory, caps, now)
  const probeId = randomUUID()
  const permission = await reserveProbe(dependencies, decision, { probeId, territory })
  if (permission.timing === 'later' || permission.timing === 'another-day') return 'waits'
  const { outcome, messageId } = await sendNow(dependencies, { phone, text: sms.text }, caps)
  if (permission.timing === 'as-probe') await endProbe(dependencies, probeId, messageId)
  // The breaker must learn of the probe first. Until this id is recorded, the SMS's receipt is retried for some minutes.
  if (messageId) await sentPhoneSms.record(messageId, now).catch(() => {})
  return outcome
}

async function sendNow(
  dependencies: Dependencies,
  sms: { phone: string; text: string },
  caps: readonly DayCap[],
): Promise<{ outcome: PhoneSmsResult; messageId?: string }> {
  const { carrier, takeToken } = dependencies
  const counts = capCounts(dependencies)
  let mayBeSent = false
  try {
    const isCapReached = (await counts.add(caps)) !== undefined
    if (isCapReached || !(await takeToken())) return { outcome: 'waits' }
    mayBeSent = true
    const handover = await carrier.send(sms)
    mayBeSent = mayBeAccepted(handover)
    if ('messageId' in handover) return { outcome: 'sent', ...handover }
    if ('refused' in handover) return { outcome: 'refused' }
    return { outcome: mayBeSent ? 'unsure' : 'waits' }
  } finally {
    if (!mayBeSent) await counts.remove()
  }
}

async function composeSms(
  { election, siteUrl, keys, ...reads }: Dependencies,
  voter: Voter,
  { sms, id = '' }: PhoneSms,
  now: ElectionInstant,
): Promise<{ to: Pick<KnownPhone, 'sealedPhone' | 'territory'>; text: string } | undefined> {
  const { voterId, phoneProof } = voter
  const formerPhone = undoablePhone(voter, now)
  switch (sms) {
    case 'code': {
      if (phoneProof?.proofId !== id) return undefined
      if (phoneProof.expiresAt < secondsLater(now, minCodeValiditySeconds)) return undefined
      const code = phoneCode(keys, voterId, phoneProof)
      return { to: phoneProof, text: phoneCodeSms(code, siteUrl, election) }
    }
    case 'phone-changed': {
      if (!formerPhone) return undefined
      const link = phoneLink(siteUrl, keys, voterId, formerPhone)
      return { to: formerPhone, text: phoneChangedSms(link, election) }
    }
    case 'other-phone-requested': {
      const phone = formerPhone ?? voter.knownPhone
      const reissue = phone && (await findSettledReissue(reads, id))
      if (!reissue || reissue.phoneHash === phone.phoneHash) return undefined
      if (reissue.state === 'cancelled' || reissue.state === 'failed') return undefined
      return { to: phone, text: otherPhoneRequestedSms(isCancellable(reissue), election) }
    }
  }
}

interface Dependencies
  extends SettledReads,
    Pick<
      ReissuePorts,
      | 'voters'
      | 'smsBreakers'
      | 'smsDays'
      | 'sentPhoneSms'
      | 'carrier'
      | 'takeToken'
      | 'election'
      | 'siteUrl'
      | 'clock'
    > {
  readSms: () => Promise<SmsState>
  keys: KeysFor<'known-phone' | 'phone-code' | 'phone-link'>
}
