import { describe, expect, test } from 'vitest'
import type { Reissue } from '../../shared/contract/reissue.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { smsFailures } from '../../shared/domain/sms/sms-delivery.ts'
import { latestReminder } from '../../shared/texts/reissue/latest-reminder.ts'
import { missingSmsAction, missingSmsChecks } from '../../shared/texts/reissue/missing-sms.ts'
import { type Action, statusOf } from '../../shared/texts/reissue/reissue-progress.ts'
import {
  identifierHintText,
  validIdentifierText,
} from '../../shared/texts/reissue/valid-identifier.ts'
import { availabilityText, mayAsk } from '../../site/scripts/reissue/availability.ts'
import {
  identifierSituationOf,
  situationOf,
  voteStateAt,
} from '../../site/scripts/reissue/reissue-state.ts'
import { signedInVoter } from '../builders/signed-in-voter.ts'
import { plain } from './plain.ts'

const at = Date.parse('2026-11-20T12:00:00Z')
const minutes = (count: number) => new Date(at + count * 60_000).toISOString()

type Case = { reissue: Reissue; voter: Voter }

const ways = {
  accepted: ['accepted'],
  sending: ['accepted', 'sending'],
  sent: ['accepted', 'sending', 'sent'],
  delivered: ['accepted', 'sending', 'sent', 'delivered'],
  'failed before the SMS left': ['accepted', 'sending', 'failed'],
  'failed after it': ['accepted', 'sending', 'sent', 'failed'],
  cancelled: ['accepted', 'cancelled'],
  withdrawn: ['accepted', 'cancelled'],
} satisfies Record<string, Reissue['state'][]>

const votes = {
  'before the vote': { voteOpensAt: minutes(10_000), voteClosesAt: minutes(20_000) },
  'during it': { voteOpensAt: minutes(-10_000), voteClosesAt: minutes(20_000) },
  'at its end': { voteOpensAt: minutes(-10_000), voteClosesAt: minutes(90) },
  'after it': { voteOpensAt: minutes(-10_000), voteClosesAt: minutes(0) },
}

const asking: Record<string, Partial<Voter['reissue']>> = {
  'may ask': { remaining: 2 },
  'may not ask any more': { remaining: 0 },
  'may not ask yet': { opensAt: minutes(10) },
  'may not ask so late': { closesAt: minutes(0) },
  'lost both factors': { bothFactorsLostUntil: minutes(100) },
  'must choose a password': { passwordChangeRequired: true },
}

/** Every state in every circumstance that the API can tell of. */
function everyCase(): [string, Case][] {
  const cases: [string, Case][] = []
  for (const [way, states] of Object.entries(ways)) {
    const state = states[states.length - 1] as Reissue['state']
    const hasLeft = states.includes('sent' as never)
    const failures = state === 'failed' ? [...smsFailures, undefined] : [undefined]
    const uses = hasLeft ? [undefined, minutes(-1)] : [undefined]
    const receipts = state === 'sent' ? [minutes(10), minutes(0)] : [undefined]
    const holds = hasLeft || state === 'failed' || state === 'cancelled' ? [] : ['held' as const]
    for (const held of [undefined, ...holds])
      for (const failure of failures)
        for (const usedAt of uses)
          for (const receiptDueAt of receipts)
            for (const expected of [-90, -1, 2, 600])
              for (const [vote, dates] of Object.entries(votes))
                for (const [who, changes] of Object.entries(asking))
                  for (const [from, restored] of identifiersOf(hasLeft, {
                    state,
                    failure,
                    usedAt,
                  })) {
                    const reissue: Reissue = {
                      id: 'r1',
                      state,
                      maskedPhone: '•• •• •• •• 78',
                      requestedAt: minutes(-10),
                      expectedAt: minutes(expected),
                      history: states.map((state, index) => ({ state, at: minutes(index - 10) })),
                      ...(failure && { failure }),
                      ...(way === 'withdrawn' && { withdrawn: true }),
                      ...(restored && { restored }),
                      ...(held && { held: 'service-limit' }),
                      ...(usedAt && { usedAt }),
                      ...(receiptDueAt && { receiptDueAt }),
                    }
                    const voter = signedInVoter({ latest: reissue, ...changes })
                    voter.identifier = from === 'sms' ? { from, sentAt: minutes(-8) } : { from }
                    Object.assign(voter.election, dates)
                    const name = [
                      way,
                      held,
                      failure,
                      restored && 'restored',
                      usedAt && 'used',
                      receiptDueAt,
                      expected,
                      vote,
                      who,
                      from,
                    ]
                    cases.push([name.filter(Boolean).join(', '), { reissue, voter }])
                  }
  }
  return cases
}

/** Where the valid identifier may be, and whether it is one that came back. */
function identifiersOf(
  hasLeft: boolean,
  { state, failure, usedAt }: { [Name in 'state' | 'failure' | 'usedAt']: string | undefined },
): ['notice' | 'sms' | 'nowhere', restored?: true][] {
  const anywhere = ['notice', 'sms', 'nowhere'] as const
  if (!hasLeft) return anywhere.map((from) => [from])
  if (state !== 'failed' || usedAt) return anywhere.map((from) => [from])
  const restored = failure === 'service-limit' ? anywhere : []
  // A notice that the team gave out since may have come back too.
  return [
    ['nowhere'],
    ['notice'],
    ...restored.map((from): ['notice', true] => [from as 'notice', true]),
  ]
}

const cases = everyCase().map(([name, { reissue, voter }]) => {
  const situation = situationOf(reissue, voter, at)
  const status = statusOf(situation)
  const identifier = identifierSituationOf(voter, at)
  const missing = missingSmsAction(situation)
  const { title, texts, action, more } = status
  const said = plain([title, ...texts, action.text, ...more].filter(Boolean).join(' '))
  const card = plain(validIdentifierText(identifier))
  const reminder = plain(latestReminder(situation) ?? '')
  const isReplaced = isReplacedIn(reissue, voter.identifier.from)
  const told = { status, missing, said, card, reminder, isReplaced }
  return { name, reissue, voter, situation, identifier, ...told }
})
type Told = (typeof cases)[number]

/** A notice took the place of the SMS that had left. */
function isReplacedIn(reissue: Reissue, from: string): boolean {
  const isLost = reissue.state === 'failed' && !reissue.usedAt
  return hasLeft({ reissue }) && from !== (isLost ? 'nowhere' : 'sms')
}

function hasLeft({ reissue }: Pick<Case, 'reissue'>): boolean {
  return !reissue.restored && reissue.history.some(({ state }) => state === 'sent')
}

/** The first cases for which this does not hold. */
const breaking = (holds: (told: Told) => boolean) =>
  cases
    .filter((told) => !holds(told))
    .slice(0, 3)
    .map(({ name, said, card }) => `${name}: ${said} | ${card}`)

describe('whatever happened to a request, and whenever its voter looks', () => {
  test('there is one thing to do, a link unless it is to wait', () => {
    const isOne = ({ does, text, link }: Action) =>
      (does === 'wait') === !link && Boolean(text || link?.label)
    expect(breaking(({ status, missing }) => isOne(status.action) && isOne(missing))).toEqual([])
  })

  test('no identifier is called valid and void', () => {
    const isKept = /identifiant actuel reste valable/
    const isVoid = /n'est plus valable|n'en avez plus de valable/
    expect(breaking(({ said, card }) => !(isKept.test(said) && isVoid.test(said + card)))).toEqual(
      [],
    )
    expect(
      breaking(({ said, card }) => !(isVoid.test(said) && /de votre notice/.test(card))),
    ).toEqual([])
    const holds = (told: Told) =>
      /ancien identifiant n'est plus valable/.test(told.said) ===
      (hasLeft(told) && !told.isReplaced)
    expect(breaking(holds)).toEqual([])
  })

  test('an identifier that came back is said to be valid, and nothing is said to have left', () => {
    const holds = ({ reissue, voter, said, card, status, reminder }: Told) => {
      if (!reissue.restored) return true
      const steps = status.steps.map(({ name }) => name).join()
      const isValid = voter.identifier.from !== 'nowhere'
      return (
        /de nouveau valable/.test(said) === isValid &&
        /identifiant valable est celui/.test(card) === isValid &&
        /pas pu être envoyé/.test(said) &&
        /pas pu être envoyé/.test(reminder) &&
        steps.endsWith('SMS non envoyé')
      )
    }
    expect(breaking(holds)).toEqual([])
    expect(cases.some(({ reissue }) => reissue.restored)).toBe(true)
  })

  test('an SMS whose identifier a notice has replaced is waited for and used no more', () => {
    const sends = /celui de ce SMS|qu'il contient|J'ai reçu|Gardez ce SMS/
    const holds = ({ isReplaced, said, status, reminder }: Told) =>
      !isReplaced ||
      (/remplacé depuis/.test(said) &&
        !status.mayBeMissing &&
        status.action.link?.href !== '/identifiant/' &&
        !sends.test(said + plain(status.action.link?.label ?? '') + reminder))
    expect(breaking(holds)).toEqual([])
  })

  test('the form does not call lost what was used', () => {
    const holds = ({ reissue, reminder }: Told) =>
      !reissue.usedAt || (/déjà utilisé/.test(reminder) && !/pas pu être remis/.test(reminder))
    expect(breaking(holds)).toEqual([])
  })

  test('an arrival is claimed only of an identifier that was used', () => {
    const claims = /arrivé sur|est arrivé|bien reçu|délivré/i
    expect(breaking(({ said, reissue }) => claims.test(said) === Boolean(reissue.usedAt))).toEqual(
      [],
    )
  })

  test('an SMS is never said to have left before its hand-over, nor to be leaving after it', () => {
    const left = /a été envoyé|SMS envoyé|remis à l'opérateur|utilisez celui de ce SMS/
    const leaving = /va vous être envoyé|jusqu'au départ/
    const named = ({ said, status }: Told) => said + status.steps.map(({ name }) => name).join(' ')
    expect(breaking((told) => hasLeft(told) || !left.test(named(told)))).toEqual([])
    expect(breaking((told) => !(hasLeft(told) && leaving.test(named(told))))).toEqual([])
  })

  test('« dans quelques minutes » is said only while it can be true', () => {
    const holds = ({ said, situation }: Told) => !(situation.isDue && /quelques minutes/.test(said))
    expect(breaking(holds)).toEqual([])
    const isFar = ({ situation }: Told) => situation.expectedAt === minutes(600)
    const far = (told: Told) =>
      !(isFar(told) && !hasLeft(told) && /quelques minutes/.test(told.said))
    expect(breaking(far)).toEqual([])
  })

  test('an SMS that a limit keeps is promised for no time, and is not to be asked for again', () => {
    const promises = /quelques minutes|vous le recevrez|vers \d+ h|prend plus de temps/
    const holds = ({ reissue, said, status }: Told) =>
      !reissue.held ||
      (!promises.test(said) && /retenu/.test(said) && status.action.does === 'wait')
    expect(breaking(holds)).toEqual([])
    expect(cases.some(({ reissue }) => reissue.held)).toBe(true)
  })

  test('nobody is sent to a form that would refuse them, nor to a booth that is closed', () => {
    const leadsTo = (href: string) => (told: Told) =>
      [told.status.action, told.missing].some(({ link }) => link?.href === href)
    const asks = (told: Told) =>
      leadsTo('/identifiant/')(told) || /autre demande|nouvelle demande/.test(told.said)
    expect(breaking((told) => !(asks(told) && !mayAsk(told.voter, at)))).toEqual([])
    const isOpen = ({ voter }: Told) => ['open', 'closes-soon'].includes(voteStateAt(voter, at))
    expect(breaking((told) => !(leadsTo('/vote/')(told) && !isOpen(told)))).toEqual([])
  })

  test('red is a failure, grey a cancellation, and nothing else is', () => {
    const holds = ({ status, reissue: { state, usedAt } }: Told) =>
      (status.tone === 'bad') === (state === 'failed' && !usedAt) &&
      (status.tone === 'neutral') === (state === 'cancelled')
    expect(breaking(holds)).toEqual([])
  })

  test('« Je ne l’ai pas reçu » can be said of every SMS that is due, and of no other', () => {
    const holds = ({ status, situation, isReplaced, reissue: { state, usedAt } }: Told) =>
      status.mayBeMissing ===
      (situation.isDue &&
        !usedAt &&
        !isReplaced &&
        ['accepted', 'sending', 'sent', 'delivered'].includes(state))
    expect(breaking(holds)).toEqual([])
    expect(breaking(({ situation }) => missingSmsChecks(situation).length === 3)).toEqual([])
    const isAwaited = ({ situation, missing }: Told) =>
      !(situation.state === 'sent' && !situation.isReceiptMissing) || missing.does === 'wait'
    expect(breaking(isAwaited)).toEqual([])
  })

  test('one step is the present one, and it tells the state', () => {
    const holds = ({ status }: Told) =>
      status.steps.filter(({ look }) => look === 'now' || look === 'bad').length === 1
    expect(breaking(holds)).toEqual([])
  })

  test('every sentence is whole', () => {
    const everything = ({ said, card, identifier, voter, status }: Told) =>
      [
        said,
        card,
        identifierHintText(identifier),
        availabilityText(voter, at),
        JSON.stringify(status),
      ].join(' ')
    const holds = (told: Told) => !/undefined|NaN|Invalid|\[object| {2}/.test(everything(told))
    expect(breaking(holds)).toEqual([])
  })
})
