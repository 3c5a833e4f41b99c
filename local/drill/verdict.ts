import { receiptMessage, reissueMessage } from '../../shared/contract/queue-messages.ts'
import type { Keys } from '../../shared/domain/keys.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import type { PhoneUse } from '../../shared/domain/reissue/reissue-rules.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import { type Identifier, readIdentifier } from '../../shared/domain/voter/identifier.ts'
import {
  deriveIdentifier,
  hashIdentifier,
} from '../../shared/domain/voter/identifier-derivation.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import type { Text } from '../handset.ts'
import type { Asked } from './asking.ts'

/** What the tables, the handset and the DLQs hold when all is over. */
export interface Evidence {
  keys: Keys
  asked: readonly Asked[]
  reissues: readonly Reissue[]
  voters: ReadonlyMap<string, Voter>
  /** By the hash of the number. */
  phones: ReadonlyMap<string, PhoneUse>
  texts: readonly Text[]
  /** Addresses that a confirmation was mailed to. */
  mailed: ReadonlySet<string>
  /** Ids of the SMS of which a receipt was handed over. */
  receipts: ReadonlySet<string>
  deadLetters: readonly string[]
}

/** Each of these must be 0. */
export interface Violations {
  /** A voter who asked until they gave up. */
  neverAccepted: number
  /** Answered as accepted, and in no table. */
  vanished: number
  notOver: number
  /** It says sent, and no SMS came. */
  withoutSms: number
  differentIdentifier: number
  wrongValidIdentifier: number
  /** Of the voter, or of the phone. */
  wrongCount: number
  /** The number is still there, though no SMS is left to send. */
  phoneKept: number
  /** An SMS left, and the voter was not told by e-mail. */
  withoutMail: number
  /** There was a receipt, and the request says sent only. */
  receiptIgnored: number
  unreadableDeadLetters: number
}

export function violationsOf(evidence: Evidence): Violations {
  const { asked, reissues, deadLetters } = evidence
  const known = new Set(reissues.map(({ reissueId }) => reissueId))
  const cases = casesOf(evidence)
  const count = (isViolated: (one: Case) => boolean) => cases.filter(isViolated).length
  return {
    neverAccepted: asked.filter(({ reissue }) => !reissue).length,
    vanished: asked.filter(({ reissue }) => reissue && !known.has(reissue.id)).length,
    notOver: reissues.filter(({ state }) => !isOver(state)).length,
    withoutSms: count(lacksSms),
    differentIdentifier: count(hasOtherIdentifier),
    wrongValidIdentifier: count((one) => !holdsLastIdentifier(one, evidence.keys)),
    wrongCount: count(isMiscounted),
    phoneKept: reissues.filter(({ state, sealedPhone }) => isOver(state) && sealedPhone).length,
    withoutMail: count((one) => lacksMail(one, evidence.mailed)),
    receiptIgnored: reissues.filter((one) => lacksReceipt(one, evidence.receipts)).length,
    unreadableDeadLetters: deadLetters.filter((body) => !isReadable(body)).length,
  }
}

export const isOver = (state: Reissue['state']) => ['sent', 'delivered', 'failed'].includes(state)

/** One voter's requests: one, unless an answer was lost so that they asked again. */
interface Case {
  voter: Voter
  phone: PhoneUse | undefined
  requests: { reissue: Reissue; identifier: Identifier }[]
  notice: Identifier
  /** In the order in which they came. */
  received: (Identifier | undefined)[]
}

function casesOf({ keys, asked, reissues, voters, phones, texts }: Evidence): Case[] {
  const reissuesOf = Map.groupBy(reissues, ({ voterId }) => voterId)
  const textsTo = Map.groupBy(texts, ({ phone }) => phone)
  return asked.map(({ voterId, voter: { identifier }, phone }) => ({
    voter: voters.get(voterId) as Voter,
    phone: phones.get(hashPhone(keys, phone as Phone)),
    requests: (reissuesOf.get(voterId) ?? []).map((reissue) => ({
      reissue,
      identifier: deriveIdentifier(keys, voterId, reissue.reissueId),
    })),
    notice: readIdentifier(identifier) as Identifier,
    received: (textsTo.get(phone) ?? []).map(({ body }) => identifierIn(body)),
  }))
}

export function identifierIn(sms: string): Identifier | undefined {
  return readIdentifier(/: (B5\w{2} \w{4} \w{4})$/m.exec(sms)?.[1] ?? '')
}

const wasSent = ({ history }: Reissue) => history.some(({ state }) => state === 'sent')

function lacksSms({ requests, received }: Case): boolean {
  return requests.some(
    ({ reissue, identifier }) => wasSent(reissue) && !received.includes(identifier),
  )
}

function lacksReceipt({ state, messageId }: Reissue, receipts: ReadonlySet<string>): boolean {
  return state === 'sent' && messageId !== undefined && receipts.has(messageId)
}

// A request that failed before its mail left has nothing to confirm.
function lacksMail({ voter, requests }: Case, mailed: ReadonlySet<string>): boolean {
  return requests.some(({ reissue }) => reissue.state !== 'failed') && !mailed.has(voter.email)
}

function hasOtherIdentifier({ requests, received }: Case): boolean {
  const given = requests.map(({ identifier }) => identifier)
  return received.some((identifier) => !identifier || !given.includes(identifier))
}

function holdsLastIdentifier({ voter, received, notice }: Case, keys: Keys): boolean {
  const last = received.length > 0 ? received.at(-1) : notice
  return last !== undefined && voter.identifierHash === hashIdentifier(keys, voter.voterId, last)
}

function isMiscounted({ voter, phone, requests }: Case): boolean {
  const due = requests.filter(({ reissue }) => reissue.state !== 'failed').length
  const open = requests.filter(({ reissue }) => !isOver(reissue.state)).length
  const isOpen = voter.pendingReissueId !== undefined
  return voter.reissueCount !== due || (phone?.reissueCount ?? 0) !== due || isOpen !== open > 0
}

function isReadable(body: string): boolean {
  try {
    const message: unknown = JSON.parse(body)
    return [reissueMessage, receiptMessage].some((schema) => schema.safeParse(message).success)
  } catch {
    return false
  }
}
