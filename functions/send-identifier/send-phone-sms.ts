import { undoablePhone, unsealKnownPhone } from '../../shared/domain/account/known-phone.ts'
import { type PhoneSms, phoneSmsMarker } from '../../shared/domain/account/known-phone-sms.ts'
import { phoneCode, phoneLink } from '../../shared/domain/account/phone-code.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import { isCancellable } from '../../shared/domain/reissue/reissue.ts'
import { capsOfDay, decideSms, type SmsState } from '../../shared/domain/sms/sms-state.ts'
import type { KnownPhone, Voter } from '../../shared/domain/voter/voter.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import {
  otherPhoneRequestedSms,
  phoneChangedSms,
  phoneCodeSms,
} from '../../shared/texts/sms/phone-sms.ts'
import { ignoreFailure, sendWithinCaps } from './send-within-caps.ts'

export type PhoneSmsResult = 'sent' | 'refused' | 'over' | 'waits'

export async function sendPhoneSms(
  dependencies: Dependencies,
  message: PhoneSms,
): Promise<PhoneSmsResult> {
  const { voters, readSms, smsDays, carrier, takeToken, election, keys, clock } = dependencies
  const now = clock()
  if (now >= election.dates.voteClosesAt) return 'over'
  const voter = await voters.find(message.voterId)
  const sms = voter && (await smsOf(dependencies, voter, message, now))
  if (!sms) return 'over'
  const phone = unsealKnownPhone(keys, voter.voterId, sms.to)
  const day = electionDayOf(now, election.timeZone)
  const state = await readSms()
  const { territory } = sms.to
  const caps = capsOfDay(day, territory, state.breaker, election)
  if (decideSms(state, territory, caps, now).leaves !== 'now') return 'waits'
  const send = async (setKeepsCounts: (keepsCounts: boolean) => void) => {
    if (!(await takeToken())) return 'waits'
    setKeepsCounts(true)
    const handover = await carrier.send({ phone, text: sms.text })
    if ('messageId' in handover) {
      await ignoreFailure(smsDays.raiseCount(phoneSmsMarker(handover.messageId, now), 1))
      return 'sent'
    }
    setKeepsCounts(false)
    return 'refused' in handover ? 'refused' : 'waits'
  }
  return sendWithinCaps<PhoneSmsResult>(dependencies, caps, send, async () => 'waits')
}

async function smsOf(
  { reissues, election, siteUrl, keys }: Dependencies,
  voter: Voter,
  { sms, id = '' }: PhoneSms,
  now: ElectionInstant,
): Promise<{ to: Pick<KnownPhone, 'sealedPhone' | 'territory'>; text: string } | undefined> {
  const { voterId, phoneProof } = voter
  const formerPhone = undoablePhone(voter, now)
  switch (sms) {
    case 'code': {
      if (phoneProof?.proofId !== id || phoneProof.expiresAt <= now) return undefined
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
      const reissue = phone && (await reissues.find(id))
      if (!reissue || reissue.phoneHash === phone.phoneHash) return undefined
      if (reissue.state === 'cancelled' || reissue.state === 'failed') return undefined
      return { to: phone, text: otherPhoneRequestedSms(isCancellable(reissue), election) }
    }
  }
}

interface Dependencies
  extends Pick<
    ReissuePorts,
    'voters' | 'reissues' | 'smsDays' | 'carrier' | 'takeToken' | 'election' | 'siteUrl' | 'clock'
  > {
  readSms: () => Promise<SmsState>
  keys: KeysFor<'known-phone' | 'phone-code' | 'phone-link'>
}
