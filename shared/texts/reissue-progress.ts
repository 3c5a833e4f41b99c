import { nearMoment, untilMoment } from './moments.ts'

// Where a request stands, in the space and on the form.

const stepNames = {
  accepted: 'Demande enregistrée',
  sending: "SMS en cours d'envoi",
  sent: "Remis à l'opérateur",
  delivered: 'Arrivé sur votre téléphone',
  failed: 'SMS non remis',
  cancelled: 'Demande annulée',
}

/** Why an SMS did not arrive, then what to do. */
const failureTexts = {
  'invalid-number': [
    "Ce numéro n'existe pas, ou ce n'est pas celui d'un téléphone mobile.",
    'Vérifiez-le chiffre par chiffre.',
  ],
  'opted-out': [
    "Ce téléphone refuse nos SMS : quelqu'un y a répondu « STOP ».",
    'Indiquez un autre numéro.',
  ],
  blocked: [
    'Le téléphone ou son opérateur bloque ce type de SMS.',
    "Débloquez-les dans les réglages ou auprès de l'opérateur, ou indiquez un autre numéro.",
  ],
  unreachable: [
    'Le téléphone est éteint, ne capte pas le réseau, ou sa mémoire est pleine.',
    "Allumez-le, vérifiez qu'il capte et effacez d'anciens SMS. Vous pouvez aussi indiquer un autre numéro.",
  ],
  'service-limit': [
    "Notre service n'a pas pu l'envoyer. Vous n'y êtes pour rien.",
    "Réessayez plus tard, ou contactez l'assistance.",
  ],
  unknown: [
    "L'opérateur n'a pas dit pourquoi.",
    'Vérifiez le numéro, et que le téléphone est allumé. Sinon, indiquez un autre numéro.',
  ],
} satisfies Record<string, [cause: string, advice: string]>

/** A request as the API tells it, and what the sentences depend on besides. */
export interface Situation {
  state: keyof typeof stepNames
  /** Why it `failed`; none of these when a newer API knows more. */
  failure?: keyof typeof failureTexts | undefined
  maskedPhone: string
  requestedAt: string
  history: { state: string; at: string }[]
  /** Under way beyond the time that was announced. */
  isLate: boolean
  /** When its receipt is due: until then the SMS may still arrive. */
  receiptDueAt?: string | undefined
  /** It was due, and did not come. */
  isReceiptMissing: boolean
  /** The voter can ask for another identifier now. */
  mayAsk: boolean
  passwordChangeRequired: boolean
  timeZone: string
  now: Date
}

/** The name of a step that a request has reached, or has ahead. */
export function stepName(step: Situation['state'], { state, isReceiptMissing }: Situation): string {
  return stepNames[step] + (step === state && isReceiptMissing ? ', sans accusé de réception' : '')
}

/** Beside the name of a step that is ahead. */
export const stepAheadText = 'à venir'

/** Where the SMS is, which identifier is valid and what to do, a paragraph each. */
export function progressTexts(situation: Situation): string[] {
  const { state, isLate, passwordChangeRequired } = situation
  const late = isLate ? " Cela prend plus de temps que prévu. Vous n'avez rien à refaire." : ''
  switch (state) {
    case 'accepted':
      return [
        `Votre demande est enregistrée. Le SMS va partir. D'ici là, votre identifiant actuel reste valable.${late}`,
      ]
    case 'sending':
      return [`Le SMS est en cours d'envoi.${late}`]
    case 'sent':
      return sentTexts(situation)
    case 'delivered':
      return [
        "Le SMS est arrivé sur votre téléphone. Utilisez le nouvel identifiant pour voter : l'ancien n'est plus valable.",
      ]
    case 'failed':
      return failedTexts(situation)
    case 'cancelled':
      return [
        "Cette demande a été annulée : aucun SMS n'est envoyé, votre identifiant actuel reste valable et la demande n'est pas décomptée.",
        ...(passwordChangeRequired
          ? [
              "Créez d'abord un nouveau mot de passe : quelqu'un d'autre connaît peut-être l'actuel. La page de demande vous dira ensuite à partir de quand en faire une autre.",
            ]
          : []),
      ]
  }
}

function sentTexts(situation: Situation): string[] {
  const { receiptDueAt, isReceiptMissing, mayAsk } = situation
  if (isReceiptMissing) {
    return [
      "Le SMS a été remis à l'opérateur, sans accusé de réception : nous ne savons pas s'il est arrivé. Votre ancien identifiant n'est plus valable.",
      mayAsk
        ? "Vous n'avez rien reçu ? Vérifiez la fin du numéro ci-dessous. Vous pouvez faire une autre demande : elle est décomptée."
        : "Vous n'avez rien reçu ? Vérifiez la fin du numéro ci-dessous, et contactez l'assistance.",
    ]
  }
  return [
    "Le SMS a été remis à l'opérateur, et votre ancien identifiant n'est plus valable.",
    receiptDueAt
      ? `Gardez votre téléphone allumé, et vérifiez la fin du numéro ci-dessous. ${mayStillArriveText(
          situation,
          mayAsk ? 'de faire une autre demande' : "de contacter l'assistance",
        )}`
      : "Gardez votre téléphone allumé. Toujours rien après 15 minutes ? Vérifiez la fin du numéro ci-dessous, ou contactez l'assistance.",
  ]
}

function failedTexts({ failure, history, mayAsk }: Situation): string[] {
  const [cause, advice] = textsOfFailure(failure)
  const next = mayAsk
    ? 'seule une nouvelle demande vous en donnera un'
    : "contactez l'assistance pour en obtenir un"
  return [
    `Le SMS n'a pas pu être remis. ${cause}${mayAsk ? ` ${advice}` : ''}`,
    `Cette demande n'est pas décomptée. ${
      history.some(({ state }) => state === 'sent')
        ? `Votre ancien identifiant n'est plus valable : ${next}. Si ce SMS arrive malgré tout, l'identifiant qu'il contient est valable.`
        : 'Votre identifiant actuel reste valable.'
    }`,
  ]
}

/** What the form recalls of the latest request, so that nobody repeats a mistake or spends a request for nothing. */
export function latestReminder(situation: Situation): string | undefined {
  const { state, failure, maskedPhone, requestedAt, history, timeZone, now } = situation
  const since = history[history.length - 1]?.at ?? requestedAt
  const moment = nearMoment(since, timeZone, now)
  const cost =
    "Une nouvelle demande est décomptée, et l'identifiant de ce SMS ne sera plus valable."
  switch (state) {
    case 'sent': {
      const { receiptDueAt, isReceiptMissing } = situation
      const missing = isReceiptMissing ? ', sans accusé de réception' : ''
      const wait =
        receiptDueAt && !isReceiptMissing
          ? ` ${mayStillArriveText(situation, 'de faire une autre demande')}`
          : ''
      return `Un SMS a déjà été remis à l'opérateur ${moment}${missing}.${wait} ${cost}`
    }
    case 'delivered':
      return `Un SMS est déjà arrivé sur votre téléphone ${moment}. ${cost}`
    case 'failed': {
      const [cause, advice] = textsOfFailure(failure)
      return `Le dernier SMS n'a pas pu être remis au numéro qui se termine par ${maskedPhone.slice(-2)}. ${cause} ${advice}`
    }
    default:
      return undefined
  }
}

/** Why an SMS did not arrive, then what to do. */
export function textsOfFailure(failure: Situation['failure']): [cause: string, advice: string] {
  return (failure && failureTexts[failure]) || failureTexts.unknown
}

function mayStillArriveText({ receiptDueAt = '', timeZone, now }: Situation, before: string) {
  return `Le SMS peut encore arriver : attendez ${untilMoment(receiptDueAt, timeZone, now)} avant ${before}.`
}

/** « vers 10 h 32 »: when the SMS is expected. */
export function expectedText(moment: string): string {
  return moment.replace(/^à/, 'vers')
}

export function refreshedText(moment: string): string {
  return `Suivi actualisé ${moment}.`
}
export const notRefreshedText = "Le suivi n'a pas pu être actualisé. Nous réessayons."

/** The link to the form, after a failure. */
export function askAgainText({ failure }: Situation): string {
  // Nothing is wrong with the number there.
  return failure === 'service-limit'
    ? 'Refaire la demande'
    : 'Corriger le numéro et refaire la demande'
}

/** To whom the form sent back, because a request was there already. */
export function alreadyAskedText(isUnderWay: boolean): string {
  return `Une demande ${isUnderWay ? 'est déjà en cours' : 'a déjà été faite'} : son suivi est affiché sur cette page. Rien de plus n'a été décompté.`
}
