import { about, nearMoment, untilMoment } from '../moments.ts'
import { type SmsFailure, textsOfFailure } from '../sms/sms-failures.ts'
import { remainingText } from './reissue-availability.ts'
import { hasLeft, isReplaced, type ReissueStep, type Step, stepsOf } from './reissue-steps.ts'

// Where a request stands: all that the space says of it, as one function of what is known.

/** A request as the API tells it, and what the sentences depend on besides. */
export interface Situation {
  state: ReissueStep['state']
  /** Why it `failed`; none of these when a newer API knows more. */
  failure?: SmsFailure | undefined
  /** Its SMS never left, and the identifier of before is valid again. */
  restored?: true | undefined
  /** Its voter took it back. */
  withdrawn?: true | undefined
  /** Until it leaves: a limit of the service keeps it, nobody knows until when. */
  held?: 'service-limit' | undefined
  maskedPhone: string
  /** Four digits, to its own voter. */
  phoneEnding?: string | undefined
  requestedAt: string
  expectedAt: string
  history: ReissueStep[]
  /** Its identifier opened the booth. */
  usedAt?: string | undefined
  /** The SMS should be there by now. */
  isDue: boolean
  /** When its receipt is due: until then the SMS may still arrive. */
  receiptDueAt?: string | undefined
  /** It was due, and did not come. */
  isReceiptMissing: boolean
  /** Where the valid identifier is to be found. */
  identifier: 'notice' | 'sms' | 'nowhere'
  vote: 'not-open' | 'open' | 'closes-soon' | 'closed'
  voteOpensAt: string
  /** The voter can ask for another identifier now. */
  mayAsk: boolean
  remaining: number
  passwordChangeRequired: boolean
  helpdeskPhone: string
  timeZone: string
  now: Date
}

/** The one thing to do; to wait, or nothing at all, has no link. */
export interface Action {
  does: 'wait' | 'vote' | 'correct' | 'ask' | 'choose-password' | 'call'
  text: string
  link?: { label: string; href: string }
}

export interface Status {
  tone: 'wait' | 'ok' | 'bad' | 'neutral'
  title: string
  /** A paragraph each. */
  texts: string[]
  action: Action
  /** Paragraphs that can wait: the action must be on the first screen of a phone. */
  more: string[]
  steps: Step[]
  /** « Je ne l'ai pas reçu » can be said. */
  mayBeMissing: boolean
}

type Saying = Pick<Status, 'tone' | 'title' | 'texts' | 'action'> & { more?: string[] }

const acceptedTitle = 'Votre demande a été correctement prise en compte.'
const formerIsVoid = "Votre ancien identifiant n'est plus valable : utilisez celui de ce SMS."
const formerIsVoidUnlessItComes =
  "Votre ancien identifiant n'est plus valable. Si ce SMS finit par arriver, utilisez l'identifiant qu'il contient."
export const replacedByNotice =
  "Son identifiant a été remplacé depuis par celui d'une nouvelle notice de vote."

/** Which identifier the SMS that left has made void, or has become void since. */
function validity(situation: Situation, ofThisSms = formerIsVoid): string {
  return isReplaced(situation) ? replacedByNotice : ofThisSms
}

export function statusOf(situation: Situation): Status {
  const { usedAt, state, isDue } = situation
  const isMissable = state !== 'failed' && state !== 'cancelled'
  return {
    more: [],
    ...(usedAt ? usedStatus(usedAt, situation) : sayings[state](situation)),
    steps: stepsOf(situation),
    mayBeMissing: isMissable && isDue && !usedAt && !isReplaced(situation),
  }
}

const sayings: Record<Situation['state'], (situation: Situation) => Saying> = {
  accepted: underWayStatus,
  sending: underWayStatus,
  sent: sentStatus,
  delivered: (situation) => ({
    tone: 'ok',
    title: `Votre SMS a été remis à l'opérateur ${whenReached('delivered', situation)}.`,
    texts: ["C'est l'opérateur qui le fait suivre à votre téléphone.", validity(situation)],
    action: voteAction(situation),
  }),
  failed: failedStatus,
  cancelled: (situation) => ({
    tone: 'neutral',
    title: situation.withdrawn ? 'Vous avez retiré cette demande.' : 'Cette demande a été annulée.',
    texts: [
      // The ceiling of the SMS counts one that was withdrawn.
      situation.withdrawn
        ? `Aucun SMS n'est envoyé.${situation.mayAsk ? ` ${remainingText(situation.remaining)}` : ''}`
        : "Aucun SMS n'est envoyé, et la demande n'est pas décomptée.",
      ...stillValid(situation, 'reste valable.'),
    ],
    action: afterCancelling(situation),
  }),
}

function underWayStatus(situation: Situation): Saying {
  const { isDue, held, expectedAt, timeZone, now } = situation
  const valid = stillValid(situation, "reste valable jusqu'au départ du SMS.")
  if (held) {
    return {
      tone: 'wait',
      title: 'Votre SMS est retenu pour le moment.',
      texts: [
        "Une limite de notre service empêche les SMS de partir. Vous n'y êtes pour rien, et votre demande garde sa place : votre SMS partira dès que possible.",
        ...valid,
      ],
      action: { does: 'wait', text: "Vous n'avez rien à refaire : cette page dira quand il part." },
    }
  }
  if (isDue) {
    return {
      tone: 'wait',
      title: 'Votre SMS prend plus de temps que prévu.',
      texts: ['Votre demande est bien enregistrée : un SMS va vous être envoyé.', ...valid],
      action: { does: 'wait', text: "Vous n'avez rien à refaire : cette page dira quand il part." },
    }
  }
  const isSoon = Date.parse(expectedAt) - now.getTime() <= 1_800_000
  const when = isSoon ? 'dans quelques minutes' : about(nearMoment(expectedAt, timeZone, now))
  return {
    tone: 'ok',
    title: acceptedTitle,
    texts: [`Un SMS va vous être envoyé, vous le recevrez ${when}.`, ...valid],
    action: { does: 'wait', text: "Vous n'avez rien à faire : gardez votre téléphone allumé." },
  }
}

function sentStatus(situation: Situation): Saying {
  const { isDue, isReceiptMissing } = situation
  if (!isDue && !isReceiptMissing) {
    return {
      tone: 'ok',
      title: acceptedTitle,
      texts: [
        'Un SMS vous a été envoyé, vous le recevrez dans quelques minutes.',
        validity(situation),
      ],
      action: voteAction(situation, 'Gardez votre téléphone allumé, et à portée du réseau.'),
    }
  }
  const missing = isReceiptMissing ? ', sans accusé de réception' : ''
  return {
    tone: 'wait',
    title: `Un SMS vous a été envoyé ${whenReached('sent', situation)}${missing}.`,
    texts: ["Nous ne savons pas encore si votre téléphone l'a reçu.", validity(situation)],
    action: voteAction(situation),
  }
}

function failedStatus(situation: Situation): Saying {
  const { failure, history, restored, mayAsk } = situation
  const [cause, advice] = textsOfFailure(failure)
  const left = hasLeft(history) && !restored
  const saying = {
    tone: 'bad' as const,
    title: `Le SMS n'a pas pu être ${left ? 'remis' : 'envoyé'}.`,
  }
  const notCounted = "Cette demande n'est pas décomptée."
  if (isReplaced(situation)) {
    return {
      ...saying,
      texts: [cause, replacedByNotice],
      action: voteAction(situation),
      more: [notCounted],
    }
  }
  return {
    ...saying,
    texts: [cause],
    action: mayAsk
      ? {
          does: 'correct',
          text: advice,
          link: { label: askAgainText(situation), href: '/identifiant/' },
        }
      : callAction(situation),
    more: left
      ? [notCounted, formerIsVoidUnlessItComes]
      : [
          notCounted,
          ...stillValid(situation, restored ? 'est de nouveau valable.' : 'reste valable.'),
        ],
  }
}

function usedStatus(usedAt: string, situation: Situation): Saying {
  const { timeZone, now } = situation
  return {
    tone: 'ok',
    title: 'Vous avez bien reçu votre nouvel identifiant.',
    texts: [
      `Vous l'avez utilisé dans l'espace de vote ${nearMoment(usedAt, timeZone, now)}.`,
      validity(situation, "Votre ancien identifiant n'est plus valable."),
    ],
    action: voteAction(situation, '', "Retourner dans l'espace de vote"),
  }
}

/** What is said of the identifier that this request has not replaced: nothing when there was none. */
function stillValid({ identifier }: Situation, text: string): string[] {
  return identifier === 'nowhere' ? [] : [`Votre identifiant actuel ${text}`]
}

function voteAction(situation: Situation, text = '', label = "J'ai reçu le SMS : je vote"): Action {
  const { vote, voteOpensAt, timeZone, now } = situation
  if (vote === 'closed')
    return { does: 'wait', text: "Le vote est clos : il n'y a plus rien à faire." }
  if (vote === 'not-open') {
    const opening = nearMoment(voteOpensAt, timeZone, now)
    const kept = isReplaced(situation) ? 'Gardez cette notice' : 'Gardez ce SMS'
    return { does: 'wait', text: `${kept} : le vote ouvrira ${opening}.` }
  }
  const said = isReplaced(situation) ? "Aller dans l'espace de vote" : label
  return { does: 'vote', text, link: { label: said, href: '/vote/' } }
}

function afterCancelling(situation: Situation): Action {
  if (situation.passwordChangeRequired) {
    return {
      does: 'choose-password',
      text: "Quelqu'un d'autre connaît peut-être votre mot de passe : créez-en d'abord un nouveau.",
      link: { label: 'Créer un nouveau mot de passe', href: '/mot-de-passe/' },
    }
  }
  return situation.mayAsk
    ? {
        does: 'ask',
        text: '',
        link: { label: 'Faire une autre demande', href: '/identifiant/' },
      }
    : callAction(situation)
}

export function callAction({ helpdeskPhone }: Pick<Situation, 'helpdeskPhone'>): Action {
  return {
    does: 'call',
    text: "Contactez l'assistance : elle peut vous aider.",
    link: {
      label: `Appeler l'assistance : ${helpdeskPhone}`,
      href: `tel:${helpdeskPhone.replace(/\s/g, '')}`,
    },
  }
}

function whenReached(state: Situation['state'], { history, timeZone, now }: Situation): string {
  const at = history.find((step) => step.state === state)?.at
  return at ? nearMoment(at, timeZone, now) : ''
}

export function mayStillArriveText(
  { receiptDueAt = '', timeZone, now }: Pick<Situation, 'receiptDueAt' | 'timeZone' | 'now'>,
  before: string,
): string {
  return `Le SMS peut encore arriver : attendez ${untilMoment(receiptDueAt, timeZone, now)} avant ${before}.`
}

/** The link to the form, after a failure. */
function askAgainText({ failure }: Situation): string {
  // Nothing is wrong with the number there.
  return failure === 'service-limit'
    ? 'Refaire la demande'
    : 'Corriger le numéro et refaire la demande'
}

/** To whom the form sent back, because a request was there already. */
export function alreadyAskedText(isUnderWay: boolean): string {
  return `Une demande ${isUnderWay ? 'est déjà en cours' : 'a déjà été faite'} : la voici. Rien de plus n'a été décompté.`
}
