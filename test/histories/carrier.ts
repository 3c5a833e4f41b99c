import { electionDayOf } from '../../shared/domain/election-day.ts'
import { type MailWait, unconfirmedDepartureAt } from '../../shared/domain/reissue/due-times.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import { openScopes } from '../../shared/domain/sms/sms-breaker.ts'
import type { Handover } from '../../shared/domain/sms/sms-delivery.ts'
import { identifierText } from '../../shared/domain/voter/identifier.ts'
import { deriveIdentifier } from '../../shared/domain/voter/identifier-derivation.ts'
import { keys } from '../builders/values.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'
import type { WorldClocks } from './clocks.ts'
import { must } from './invariants.ts'

export interface Text {
  reissueId: string
  messageId: string
}

interface Carrying {
  tables: Tables
  clocks: WorldClocks
  election: { timeZone: string; smsDailyCap: number } & MailWait
  phones: readonly [Phone, Phone]
  smsPerDayThere: number
  known: ReadonlyMap<string, { cancelled: boolean }>
  mayBeRead(reissueId: string): boolean
}

export function carrierOf(world: Carrying) {
  const { tables, clocks, election, phones, known, smsPerDayThere } = world
  const { clock } = clocks.times.senders
  const broken = new Map<Phone, 'throttled' | 'refused' | 'silent'>()
  const texts: Text[] = []
  const textsOfDay = new Map<string, number>()

  async function carry(
    reissueId: string,
    { phone, text }: { phone: string; text: string },
  ): Promise<Handover> {
    const how = broken.get(phone as Phone)
    if (how === 'throttled') return { notAccepted: 'ThrottledException', isCertain: true }
    if (how === 'refused') return { refused: 'invalid-number' }
    const reissue = await tables.reissues.find(reissueId)
    const voterId = String(reissue?.voterId)
    must(phones.includes(phone as Phone), 'an SMS goes to the number of a request')
    must(!clocks.isSuspended(), 'no SMS leaves while the election is suspended')
    must(clocks.isOpenFor('vote'), 'no SMS leaves once the vote has closed')
    must(
      text.includes(identifierText(deriveIdentifier(keys, voterId, reissueId))),
      'every SMS of a request carries the same identifier',
    )
    must(
      world.mayBeRead(reissueId) || clock() >= unconfirmedDepartureAt(reissue as Reissue, election),
      'no SMS leaves before its mail, unless that is very late',
    )
    must(
      !reissue?.delayEndsAt || reissue.delayEndsAt <= clock(),
      'no SMS leaves to an unknown phone before its delay ends',
    )
    must(!known.get(reissueId)?.cancelled, 'no SMS leaves after a cancellation that was confirmed')
    for (const { probeId } of openScopes(await tables.smsBreakers.find(), clock())) {
      must(probeId === reissueId, 'while the breaker is open, no SMS leaves but the one that tries')
    }
    const messageId = `sms-${texts.length}`
    texts.push({ reissueId, messageId })
    const { day } = electionDayOf(clock(), election.timeZone)
    const ofDay = (textsOfDay.get(day) ?? 0) + 1
    textsOfDay.set(day, ofDay)
    must(ofDay <= election.smsDailyCap, 'no day has more SMS than its cap')
    if (phone === phones[1]) {
      const there = (textsOfDay.get(`${day}/RE`) ?? 0) + 1
      textsOfDay.set(`${day}/RE`, there)
      must(there <= smsPerDayThere, 'no day has more SMS to a territory than its cap')
    }
    if (how === 'silent') return Promise.reject(new Error('no answer'))
    return { messageId }
  }

  return { carry, broken, texts }
}
