import { describe, expect, test } from 'vitest'
import { latestReminder } from '../../shared/texts/reissue/latest-reminder.ts'
import { missingSmsAction } from '../../shared/texts/reissue/missing-sms.ts'
import { type Action, statusOf } from '../../shared/texts/reissue/reissue-progress.ts'
import {
  identifierHintText,
  printedNoticeText,
  validIdentifierText,
} from '../../shared/texts/reissue/valid-identifier.ts'
import { textsOfFailure } from '../../shared/texts/sms/sms-failures.ts'
import { availabilityText, mayAsk } from '../../site/scripts/reissue/availability.ts'
import {
  identifierSituationOf,
  situationOf,
  voteStateAt,
} from '../../site/scripts/reissue/reissue-state.ts'
import { at, type Case, everyCase, minutes } from '../builders/reissue-cases.ts'
import { plain } from './plain.ts'

const cases = everyCase().map(([name, { reissue, voter }]) => {
  const situation = { ...situationOf(reissue, voter, at), localZone: 'Europe/Paris' }
  const status = statusOf(situation)
  const identifier = identifierSituationOf(voter, at)
  const missing = missingSmsAction(situation)
  const { confirmation, lead, times, texts, action, more } = status
  const body = plain(
    [confirmation, lead.label, lead.value, ...times, ...texts, action.text, ...more]
      .filter(Boolean)
      .join(' '),
  )
  const card = plain(validIdentifierText(identifier))
  const reminder = plain(latestReminder(situation) ?? '')
  const isReplaced = isReplacedIn(reissue, voter.identifier.from)
  const shown = { status, missing, body, card, reminder, isReplaced }
  return { name, reissue, voter, situation, identifier, ...shown }
})
type Shown = (typeof cases)[number]

function isReplacedIn(reissue: Case['reissue'], from: string): boolean {
  const isLost = reissue.state === 'failed' && !reissue.usedAt
  return hasLeft({ reissue }) && from !== (isLost ? 'nowhere' : 'sms')
}

function hasLeft({ reissue }: Pick<Case, 'reissue'>): boolean {
  return !reissue.restored && reissue.history.some(({ state }) => state === 'sent')
}

const breaking = (holds: (shown: Shown) => boolean) =>
  cases
    .filter((shown) => !holds(shown))
    .slice(0, 3)
    .map(({ name, body, card }) => `${name}: ${body} | ${card}`)

describe('whatever happened to a request, and whenever its voter looks', () => {
  test('there is one thing to do, by a link unless it is to wait', () => {
    const isOne = ({ text, link }: Action) => Boolean(text || link?.label)
    expect(breaking(({ status, missing }) => isOne(status.action) && isOne(missing))).toEqual([])
  })

  test('no identifier is called valid and void', () => {
    const isKept = /identifiant actuel fonctionne/
    const isVoid =
      /ancien( identifiant)? ne fonctionne plus|n'avez plus d'identifiant|finit par arriver/
    expect(breaking(({ body, card }) => !(isKept.test(body) && isVoid.test(body + card)))).toEqual(
      [],
    )
    expect(
      breaking(({ body, card }) => !(isVoid.test(body) && /imprimé sur votre notice/.test(card))),
    ).toEqual([])
    const holds = (shown: Shown) =>
      /ancien( identifiant)? ne fonctionne plus|notice ne fonctionne plus/.test(shown.body) ===
      (hasLeft(shown) && !shown.isReplaced && shown.situation.vote !== 'closed')
    expect(breaking(holds)).toEqual([])
  })

  test('an identifier that may still arrive is never called dead, and no request is asked for in vain', () => {
    const may = (shown: Shown) =>
      shown.reissue.state === 'failed' &&
      hasLeft(shown) &&
      !shown.isReplaced &&
      !shown.reissue.usedAt &&
      shown.situation.vote !== 'closed'
    const holds = (shown: Shown) =>
      !may(shown) ||
      (/Sinon, demandez-en un autre/.test(shown.card) === mayAsk(shown.voter, at) &&
        /finit par arriver, son identifiant fonctionne/.test(shown.card) &&
        /Si le SMS arrive, utilisez son identifiant/.test(shown.body) &&
        [shown.body, shown.card].every(
          (text) =>
            !/plus d'identifiant|(?<!notice )ne fonctionne plus|n'est plus valable/.test(text),
        ))
    expect(breaking(holds)).toEqual([])
    expect(cases.some(may)).toBe(true)
  })

  test('what is left to ask for is told of a request that ended without an SMS, unless there is nothing', () => {
    const ended = ({ reissue: { state, usedAt } }: Shown) =>
      ['failed', 'cancelled'].includes(state) && !usedAt
    const holds = (shown: Shown) =>
      /Il vous reste \d demande/.test(shown.body) === (ended(shown) && mayAsk(shown.voter, at))
    expect(breaking(holds)).toEqual([])
  })

  test('an identifier that came back is said to be valid, and nothing is said to have left', () => {
    const holds = ({ reissue, voter, situation, body, card, status, reminder }: Shown) => {
      if (!reissue.restored) return true
      const steps = status.steps.map(({ name }) => name).join()
      const isValid = voter.identifier.from !== 'nowhere'
      return (
        /fonctionne de nouveau/.test(body) === (isValid && situation.vote !== 'closed') &&
        /^Utilisez l'identifiant/.test(card) === (isValid && card !== '') &&
        /n'a pas pu partir/.test(body) &&
        /pas pu être envoyé/.test(reminder) &&
        steps.endsWith("Échec de l'envoi")
      )
    }
    expect(breaking(holds)).toEqual([])
    expect(cases.some(({ reissue }) => reissue.restored)).toBe(true)
  })

  test('an SMS whose identifier a notice has replaced is waited for and used no more', () => {
    const sends = /identifiant de ce SMS|finit par arriver|J'ai reçu|Gardez ce SMS/
    const holds = ({ isReplaced, situation, body, status, reminder }: Shown) =>
      !isReplaced ||
      (/remplacé depuis/.test(body) === (situation.vote !== 'closed') &&
        !status.missing &&
        status.action.link?.href !== '/identifiant/' &&
        !sends.test(body + plain(status.action.link?.label ?? '') + reminder))
    expect(breaking(holds)).toEqual([])
  })

  test('whoever was handed a printed notice is led to its end, whatever became of the request', () => {
    const printed = cases.flatMap(({ name, situation }) => {
      const { identifier, state, vote } = situation
      if (identifier !== 'notice' || /accepted|sending/.test(state) || vote === 'closed') return []
      const status = statusOf({ ...situation, printedText: printedNoticeText })
      const body = plain([...status.texts, status.otherwise].join(' '))
      const isLed =
        body.includes("notice que l'assistance vous a remise") &&
        !/retrouvé votre notice|fonctionne (toujours|de nouveau)/.test(body) &&
        status.action.link?.href === '/notice/'
      return [isLed || `${name}: ${body}`]
    })
    expect(new Set(printed)).toEqual(new Set([true]))
  })
  test('the form does not call lost what was used', () => {
    const holds = ({ reissue, reminder }: Shown) =>
      !reissue.usedAt || (/déjà utilisé/.test(reminder) && !/pas pu être remis/.test(reminder))
    expect(breaking(holds)).toEqual([])
  })

  test('an arrival is claimed only of an identifier that was used', () => {
    const claims = /arrivé sur|(?<!pas s'il )est arrivé|bien reçu|délivré/i
    expect(breaking(({ body, reissue }) => claims.test(body) === Boolean(reissue.usedAt))).toEqual(
      [],
    )
  })

  test('an SMS is never said to have left before its hand-over, nor to be leaving after it', () => {
    const left = /a été envoyé|SMS envoyé|remis à l'opérateur|Utilisez l'identifiant de ce SMS/
    const leaving = /va vous être envoyé|jusqu'au départ/
    expect(
      breaking((shown) => hasLeft(shown) || !left.test(shown.body + shown.status.name)),
    ).toEqual([])
    expect(breaking((shown) => !(hasLeft(shown) && leaving.test(shown.body)))).toEqual([])
  })

  test('« dans quelques minutes » is said only while it can be true', () => {
    const holds = ({ body, situation }: Shown) =>
      !(situation.isDue && /quelques minutes/.test(body))
    expect(breaking(holds)).toEqual([])
    const isFar = ({ situation }: Shown) => situation.expectedAt === minutes(600)
    const far = (shown: Shown) =>
      !(isFar(shown) && !hasLeft(shown) && /quelques minutes/.test(shown.body))
    expect(breaking(far)).toEqual([])
  })

  test('an SMS that a limit keeps is promised for no time, and is not to be asked for again', () => {
    const promises = /quelques minutes|vous le recevrez|vers \d+ h|en retard|dans /
    const holds = ({ reissue, body, status }: Shown) =>
      !reissue.held || (!promises.test(body) && /retenu/.test(body) && !status.action.link)
    expect(breaking(holds)).toEqual([])
    expect(cases.some(({ reissue }) => reissue.held)).toBe(true)
  })

  test('an SMS that a cap puts off is told with its cap and its time, for as long as that is not soon', () => {
    const cap = {
      'daily-cap': /limite de notre service/,
      'territory-cap': /territoire de ce numéro sont limités/,
      'unknown-phone': /n'était pas enregistré à l'avance/,
    }
    const holds = ({ reissue, situation, body, status }: Shown) =>
      !reissue.postponed ||
      cap[reissue.postponed].test(body) === (situation.expectedAt === minutes(600)) ||
      status.lead.label === ''
    expect(breaking(holds)).toEqual([])
    expect(cases.some(({ reissue }) => reissue.postponed)).toBe(true)
  })

  test('nobody is sent to a form that would refuse them, nor to a booth that is closed', () => {
    const leadsTo = (href: string) => (shown: Shown) =>
      [shown.status.action, shown.missing].some(({ link }) => link?.href === href)
    const asks = (shown: Shown) =>
      leadsTo('/identifiant/')(shown) || /autre demande|nouvelle demande/.test(shown.body)
    expect(breaking((shown) => !(asks(shown) && !mayAsk(shown.voter, at)))).toEqual([])
    const isOpen = ({ voter }: Shown) => ['open', 'closes-soon'].includes(voteStateAt(voter, at))
    expect(breaking((shown) => !(leadsTo('/vote/')(shown) && !isOpen(shown)))).toEqual([])
  })

  test('once the vote is closed nothing says to use or keep an identifier, nor that one works', () => {
    const uses = /[Uu]tilisez|[Gg]ardez ce|fonctionne|notice|J'ai reçu|voterez/
    const holds = ({ situation: { vote }, body, status }: Shown) =>
      vote !== 'closed' || !uses.test(body + plain(status.action.link?.label ?? ''))
    expect(breaking(holds)).toEqual([])
    expect(cases.some(({ situation }) => situation.vote === 'closed')).toBe(true)
  })

  test('before the vote opens, or while it is suspended, nobody is told to use an identifier', () => {
    const holds = ({ situation }: Shown) =>
      (['suspended', 'not-open'] as const).every(
        (vote) => !/Utilisez/.test(statusOf({ ...situation, vote }).texts.join()),
      )
    expect(breaking(holds)).toEqual([])
  })

  test('of an SMS that failed, the advice stands before the button, and what became of the notice is said', () => {
    const holds = ({ reissue, status, body, isReplaced, situation }: Shown) => {
      if (reissue.state !== 'failed' || reissue.usedAt || isReplaced) return true
      const [cause, advice] = textsOfFailure(reissue.failure)
      const before = status.texts.join(' ')
      const isVoid = hasLeft({ reissue }) && situation.vote !== 'closed'
      return (
        before.includes(cause) &&
        (status.action.link?.href !== '/identifiant/' || before.includes(advice)) &&
        /celui de votre notice ne fonctionne plus/.test(body) === isVoid
      )
    }
    expect(breaking(holds)).toEqual([])
  })

  test('red is a failure, grey a cancellation, and nothing else is', () => {
    const holds = ({ status, reissue: { state, usedAt } }: Shown) =>
      (status.tone === 'bad') === (state === 'failed' && !usedAt) &&
      (status.tone === 'neutral') === (state === 'cancelled')
    expect(breaking(holds)).toEqual([])
  })

  test('« Je ne l’ai pas reçu » can be said of every SMS that left and is due, « Que faire ? » of one that is late', () => {
    const offered = ({ situation, isReplaced, reissue: { state, usedAt } }: Shown) => {
      const isMissable = ['accepted', 'sending', 'sent', 'delivered'].includes(state)
      if (!isMissable || !situation.isDue || usedAt || isReplaced) return ''
      if (situation.vote === 'closed') return ''
      return state === 'sent' || state === 'delivered' ? "Je ne l'ai pas reçu" : 'Que faire ?'
    }
    expect(breaking((shown) => shown.status.missing === offered(shown))).toEqual([])
    const isAwaited = ({ situation, missing }: Shown) =>
      !(situation.state === 'sent' && !situation.isReceiptMissing) || !missing.link
    expect(breaking(isAwaited)).toEqual([])
  })

  test('one step is the present one, and it tells the state', () => {
    const holds = ({ status }: Shown) =>
      status.steps.filter(({ look }) => look === 'now' || look === 'bad').length === 1
    expect(breaking(holds)).toEqual([])
  })

  test('whoever withdrew a request is told so and may ask again, and is suspected of nothing', () => {
    const isTold = /Demande retirée|demande a été retirée/
    const holds = ({ reissue, voter, situation, body, status, reminder }: Shown) => {
      if (!reissue.withdrawn) return !isTold.test(body + reminder)
      const suspects = /Quelqu'un d'autre/.test(body) && !voter.reissue.passwordChangeRequired
      const asks = status.action.link?.href === '/identifiant/'
      return (
        [body, reminder].every((text) => isTold.test(text)) &&
        status.steps.at(-1)?.name === 'Retrait de la demande' &&
        asks === (mayAsk(voter, at) && situation.vote !== 'closed') &&
        !suspects
      )
    }
    expect(breaking(holds)).toEqual([])
    expect(cases.some(({ reissue }) => reissue.withdrawn)).toBe(true)
  })

  test('every sentence is whole', () => {
    const everything = ({ body, card, identifier, voter, status }: Shown) =>
      [
        body,
        card,
        identifierHintText(identifier),
        availabilityText(voter, at),
        JSON.stringify(status),
      ]
        .filter(Boolean)
        .join(' ')
    const holds = (shown: Shown) => !/undefined|NaN|Invalid|\[object| {2}/.test(everything(shown))
    expect(breaking(holds)).toEqual([])
  })
})
