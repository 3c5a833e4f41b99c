import { expect, test } from 'vitest'
import { latestReminder, missingSmsAction } from '../../shared/texts/reissue/another-request.ts'
import { type Action, statusOf } from '../../shared/texts/reissue/reissue-progress.ts'
import {
  identifierHintText,
  printedNoticeText,
  validIdentifierText,
} from '../../shared/texts/reissue/valid-identifier.ts'
import { textsOfFailure } from '../../shared/texts/sms/sms-failures.ts'
import { availabilityText, mayRequest } from '../../site/scripts/reissue/availability.ts'
import {
  identifierSituationOf,
  situationOf,
  voteState,
} from '../../site/scripts/reissue/reissue-state.ts'
import { at, type Case, everyCase, minutes } from '../builders/reissue-cases.ts'
import { plain } from './plain.ts'

const cases = everyCase().map(([name, { reissue: stored, voter }]) => {
  const situation = { ...situationOf(stored, voter, at), localZone: 'Europe/Paris' }
  const reissue: Case['reissue'] = situation
  const status = statusOf(situation)
  const identifier = identifierSituationOf(voter, at)
  const missing = missingSmsAction(situation)
  const { confirmation, lead, times, texts, action, notes } = status
  const body = plain(
    [confirmation, lead.label, lead.value, ...times, ...texts, action.text, ...notes]
      .filter(Boolean)
      .join(' '),
  )
  const card = plain(validIdentifierText(identifier))
  const reminder = plain(latestReminder(situation) ?? '')
  const isReplaced = isReplacedIn(reissue, voter.identifier.from)
  const isClosed = situation.vote === 'closed'
  const label = plain(action.link?.label ?? '')
  const shown = { status, missing, body, card, reminder, label, isReplaced, isClosed }
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

const mayStillArrive = (shown: Shown) =>
  shown.reissue.state === 'failed' &&
  hasLeft(shown) &&
  !shown.isReplaced &&
  !shown.reissue.usedAt &&
  !shown.isClosed

const isFar = ({ situation }: Shown) => situation.expectedAt === minutes(600)

const leadsTo = ({ status, missing }: Shown, href: string) =>
  [status.action, missing].some(({ link }) => link?.href === href)

interface Rule {
  when?: (shown: Shown) => boolean
  holds: (shown: Shown) => boolean
}

const voidWords =
  /ancien( identifiant)? ne fonctionne plus|n'avez plus d'identifiant|finit par arriver/
const smsWords = /identifiant de ce SMS|finit par arriver|J'ai reçu|Gardez ce SMS/
const useWords = /[Uu]tilisez|[Gg]ardez ce|fonctionne|notice|J'ai reçu|voterez/
const withdrawalWords = /Demande retirée|demande a été retirée/
const capTexts = {
  'daily-cap': /limite de notre service/,
  'territory-cap': /territoire de ce numéro sont limités/,
  'unknown-phone': /n'était pas enregistré à l'avance/,
}

const rules: Record<string, Rule> = {
  'there is one thing to do, by a link unless it is to wait': {
    holds({ status, missing }) {
      const isOne = ({ text, link }: Action) => Boolean(text || link?.label)
      return isOne(status.action) && isOne(missing)
    },
  },
  'no identifier is called valid and void': {
    holds: ({ body, card }) =>
      !(/identifiant actuel fonctionne/.test(body) && voidWords.test(body + card)) &&
      !(voidWords.test(body) && /imprimé sur votre notice/.test(card)),
  },
  'the former identifier is called void from the departure of the SMS to the end of the vote': {
    holds: (shown) =>
      /ancien( identifiant)? ne fonctionne plus|notice ne fonctionne plus/.test(shown.body) ===
      (hasLeft(shown) && !shown.isReplaced && !shown.isClosed),
  },
  'an identifier that may still arrive is never called dead': {
    when: mayStillArrive,
    holds: ({ body, card, voter }) =>
      /Sinon, demandez-en un autre/.test(card) === mayRequest(voter, at) &&
      /finit par arriver, son identifiant fonctionne/.test(card) &&
      /Si le SMS arrive, utilisez son identifiant/.test(body) &&
      [body, card].every(
        (text) =>
          !/plus d'identifiant|(?<!notice )ne fonctionne plus|n'est plus valable/.test(text),
      ),
  },
  'a request that ended without an SMS says how many requests are left': {
    holds({ body, voter, reissue: { state, usedAt } }) {
      const hasEnded = ['failed', 'cancelled'].includes(state) && !usedAt
      return /Il vous reste \d demande/.test(body) === (hasEnded && mayRequest(voter, at))
    },
  },
  'a restored identifier is said to be valid, and no SMS is said to have left': {
    when: ({ reissue }) => reissue.restored === true,
    holds({ voter, isClosed, body, card, status, reminder }) {
      const steps = status.steps.map(({ name }) => name).join()
      const isValid = voter.identifier.from !== 'nowhere'
      return (
        /fonctionne de nouveau/.test(body) === (isValid && !isClosed) &&
        /^Utilisez l'identifiant/.test(card) === (isValid && card !== '') &&
        /n'a pas pu partir/.test(body) &&
        /pas pu être envoyé/.test(reminder) &&
        steps.endsWith("Échec de l'envoi")
      )
    },
  },
  'nobody waits for an SMS whose identifier a notice has replaced, or uses it': {
    when: ({ isReplaced }) => isReplaced,
    holds: ({ isClosed, body, label, status, reminder }) =>
      /remplacé depuis/.test(body) === !isClosed &&
      !status.reportLabel &&
      status.action.link?.href !== '/identifiant/' &&
      !smsWords.test(body + label + reminder),
  },
  'a voter who was handed a printed notice is led to its end': {
    when: ({ situation: { identifier, state }, isClosed }) =>
      identifier === 'notice' && !/accepted|sending/.test(state) && !isClosed,
    holds({ situation }) {
      const status = statusOf({ ...situation, noticeText: printedNoticeText })
      const body = plain([...status.texts, status.boothHint].join(' '))
      return (
        body.includes("notice que l'assistance vous a remise") &&
        !/retrouvé votre notice|fonctionne (toujours|de nouveau)/.test(body) &&
        status.action.link?.href === '/notice/'
      )
    },
  },
  'the form does not call an SMS lost whose identifier was used': {
    when: ({ reissue }) => reissue.usedAt !== undefined,
    holds: ({ reminder }) => /déjà utilisé/.test(reminder) && !/pas pu être remis/.test(reminder),
  },
  'only a used identifier is said to have arrived': {
    holds: ({ body, reissue }) =>
      /arrivé sur|(?<!pas s'il )est arrivé|bien reçu|délivré/i.test(body) ===
      Boolean(reissue.usedAt),
  },
  'an SMS is said to leave before its hand-over and to have left after it': {
    holds: (shown) =>
      hasLeft(shown)
        ? !/va vous être envoyé|jusqu'au départ/.test(shown.body)
        : !/a été envoyé|SMS envoyé|remis à l'opérateur|Utilisez l'identifiant de ce SMS/.test(
            shown.body + shown.status.name,
          ),
  },
  '« dans quelques minutes » is said only while it can be true': {
    when: (shown) => shown.situation.isDue || (isFar(shown) && !hasLeft(shown)),
    holds: ({ body }) => !/quelques minutes/.test(body),
  },
  'an SMS that a limit holds has no expected time and is not requested again': {
    when: ({ reissue }) => reissue.held !== undefined && reissue.state !== 'failed',
    holds: ({ body, status }) =>
      !/quelques minutes|vous le recevrez|vers \d+ h|en retard|dans /.test(body) &&
      /retenu/.test(body) &&
      !status.action.link,
  },
  'an SMS that a cap puts off says so while it is not due soon': {
    when: ({ reissue, status }) =>
      Boolean(reissue.postponed) && reissue.state !== 'failed' && status.lead.label !== '',
    holds: (shown) =>
      capTexts[shown.reissue.postponed as keyof typeof capTexts].test(shown.body) === isFar(shown),
  },
  'nobody is sent to a form that would refuse them': {
    when: ({ voter }) => !mayRequest(voter, at),
    holds: (shown) =>
      !leadsTo(shown, '/identifiant/') && !/autre demande|nouvelle demande/.test(shown.body),
  },
  'no SMS that has not left is announced once the vote is closed': {
    when: ({ isClosed, voter }) => isClosed && voter.reissue.latest?.state === 'accepted',
    holds: ({ body, status }) =>
      /Le vote a fermé avant la fin de son envoi/.test(body) &&
      !/va vous être|quand il part|garde|retenu|à venir/.test(body + JSON.stringify(status)),
  },
  'nobody is sent to a closed booth': {
    when: ({ voter }) => !['open', 'closes-soon'].includes(voteState(voter, at)),
    holds: (shown) => !leadsTo(shown, '/vote/'),
  },
  'no text says to use or keep an identifier once the vote is closed': {
    when: ({ isClosed }) => isClosed,
    holds: ({ body, label }) => !useWords.test(body + label),
  },
  'nobody is told to use an identifier before the vote opens or while it is suspended': {
    holds: ({ situation }) =>
      (['suspended', 'not-open'] as const).every(
        (vote) => !/Utilisez/.test(statusOf({ ...situation, vote }).texts.join()),
      ),
  },
  'a failed SMS has its advice before the button, and says whether the notice still works': {
    when: ({ reissue, isReplaced }) => reissue.state === 'failed' && !reissue.usedAt && !isReplaced,
    holds({ reissue, status, body, isClosed }) {
      const [cause, advice] = textsOfFailure(reissue.failure, reissue.history)
      const before = status.texts.join(' ')
      return (
        before.includes(cause) &&
        (status.action.link?.href !== '/identifiant/' || before.includes(advice)) &&
        /celui de votre notice ne fonctionne plus/.test(body) ===
          (hasLeft({ reissue }) && !isClosed)
      )
    },
  },
  'only a failure is red, and only a cancellation grey': {
    holds: ({ status, reissue: { state, usedAt } }) =>
      (status.tone === 'bad') === (state === 'failed' && !usedAt) &&
      (status.tone === 'neutral') === (state === 'cancelled'),
  },
  '« Je ne l’ai pas reçu » is offered for every SMS that left and is due, « Que faire ? » for a late one':
    {
      holds({ status, situation, isReplaced, isClosed, reissue: { state, usedAt } }) {
        const isMissable = ['accepted', 'sending', 'sent', 'delivered'].includes(state)
        const isOffered = isMissable && situation.isDue && !usedAt && !isReplaced && !isClosed
        const hasLeft = state === 'sent' || state === 'delivered'
        const label = !isOffered ? '' : hasLeft ? "Je ne l'ai pas reçu" : 'Que faire ?'
        return status.reportLabel === label
      },
    },
  'a voter waits for the receipt before another request': {
    when: ({ situation }) => situation.state === 'sent' && !situation.isReceiptMissing,
    holds: ({ missing }) => !missing.link,
  },
  'one step is the present one': {
    holds: ({ status }) =>
      status.steps.filter(({ look }) => look === 'now' || look === 'bad').length === 1,
  },
  'only a withdrawn request is said to be withdrawn': {
    when: ({ reissue }) => !reissue.withdrawn,
    holds: ({ body, reminder }) => !withdrawalWords.test(body + reminder),
  },
  'a voter who withdrew a request may ask again and is suspected of nothing': {
    when: ({ reissue }) => reissue.withdrawn === true,
    holds: ({ voter, isClosed, body, status, reminder }) =>
      [body, reminder].every((text) => withdrawalWords.test(text)) &&
      status.steps.at(-1)?.name === 'Retrait de la demande' &&
      (status.action.link?.href === '/identifiant/') === (mayRequest(voter, at) && !isClosed) &&
      (voter.reissue.passwordChangeRequired || !/Quelqu'un d'autre/.test(body)),
  },
  'every sentence is whole': {
    holds: ({ body, card, identifier, voter, status }) =>
      ![
        ...[body, card, identifierHintText(identifier)],
        ...[availabilityText(voter, at), JSON.stringify(status)],
      ]
        .filter(Boolean)
        .some((text) => /undefined|NaN|Invalid|\[object| {2}/.test(text)),
  },
}

test.each(Object.entries(rules))('%s', (_, { when = () => true, holds }) => {
  const matching = cases.filter(when)
  expect(matching).not.toEqual([])
  const broken = matching.filter((shown) => !holds(shown))
  const examples = broken.slice(0, 3).map(({ name, body, card }) => `${name}: ${body} | ${card}`)
  expect(examples).toEqual([])
})
