import type { Reissue } from '../../shared/contract/reissue.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { whyNoReissue } from './availability.ts'
import { formatMoment, formatUntil } from './french-dates.ts'

const steps: Record<Reissue['state'], string> = {
  accepted: 'Demande enregistrée',
  sending: "SMS en cours d'envoi",
  sent: "Remis à l'opérateur",
  delivered: 'Arrivé sur votre téléphone',
  failed: 'SMS non remis',
  cancelled: 'Demande annulée',
}

const failures: Record<NonNullable<Reissue['failure']>, { cause: string; advice: string }> = {
  'invalid-number': {
    cause: "Ce numéro n'existe pas, ou ce n'est pas celui d'un téléphone mobile.",
    advice: 'Vérifiez-le chiffre par chiffre.',
  },
  'opted-out': {
    cause: "Ce téléphone refuse nos SMS : quelqu'un y a répondu « STOP ».",
    advice: 'Indiquez un autre numéro.',
  },
  blocked: {
    cause: 'Le téléphone ou son opérateur bloque ce type de SMS.',
    advice:
      "Débloquez-les dans les réglages ou auprès de l'opérateur, ou indiquez un autre numéro.",
  },
  unreachable: {
    cause: 'Le téléphone est éteint, ne capte pas le réseau, ou sa mémoire est pleine.',
    advice:
      "Allumez-le, vérifiez qu'il capte et effacez d'anciens SMS. Vous pouvez aussi indiquer un autre numéro.",
  },
  'service-limit': {
    cause: "Notre service n'a pas pu l'envoyer. Vous n'y êtes pour rien.",
    advice: "Réessayez plus tard, ou contactez l'assistance.",
  },
  unknown: {
    cause: "L'opérateur n'a pas dit pourquoi.",
    advice: 'Vérifiez le numéro, et que le téléphone est allumé. Sinon, indiquez un autre numéro.',
  },
}

export function isUnderWay({ state }: Reissue): boolean {
  return state === 'accepted' || state === 'sending'
}

/** Under way beyond the time that was announced. */
export function isLate(reissue: Reissue, at: number): boolean {
  return isUnderWay(reissue) && Date.parse(reissue.expectedAt) < at
}

/** The name of a step that `reissue` has reached, or has ahead. */
export function stepName(state: Reissue['state'], reissue: Reissue, at: number): string {
  const withoutReceipt = state === reissue.state && receiptOf(reissue, at) === 'missing'
  return steps[state] + (withoutReceipt ? ', sans accusé de réception' : '')
}

/** Where the SMS is, which identifier is valid and what to do, a paragraph each. `at` is the server's clock (ms). */
export function progressTexts(reissue: Reissue, voter: Voter, at: number): string[] {
  const mayAsk = whyNoReissue(voter, at) === undefined
  switch (reissue.state) {
    case 'accepted':
      return [
        "Votre demande est enregistrée. Le SMS va partir. D'ici là, votre identifiant actuel reste valable." +
          late(reissue, at),
      ]
    case 'sending':
      return [`Le SMS est en cours d'envoi.${late(reissue, at)}`]
    case 'sent':
      return sentTexts(reissue, voter.election.timeZone, at, mayAsk)
    case 'delivered':
      return [
        "Le SMS est arrivé sur votre téléphone. Utilisez le nouvel identifiant pour voter : l'ancien n'est plus valable.",
      ]
    case 'failed':
      return failedTexts(reissue, mayAsk)
    case 'cancelled':
      return [
        "Cette demande a été annulée : aucun SMS n'est envoyé, votre identifiant actuel reste valable et la demande n'est pas décomptée.",
        ...(voter.reissue.passwordChangeRequired
          ? [
              "Créez d'abord un nouveau mot de passe : quelqu'un d'autre connaît peut-être l'actuel. La page de demande vous dira ensuite à partir de quand en faire une autre.",
            ]
          : []),
      ]
  }
}

/** What the form recalls of the latest request, so that nobody repeats a mistake or spends a request for nothing. */
export function latestReminder(reissue: Reissue, timeZone: string, at: number): string | undefined {
  const now = new Date(at)
  const since = reissue.history[reissue.history.length - 1]?.at ?? reissue.requestedAt
  const moment = formatMoment(new Date(since), timeZone, now)
  const cost =
    "Une nouvelle demande est décomptée, et l'identifiant de ce SMS ne sera plus valable."
  switch (reissue.state) {
    case 'sent': {
      const receipt = receiptOf(reissue, at)
      const missing = receipt === 'missing' ? ', sans accusé de réception' : ''
      const wait =
        receipt instanceof Date
          ? ` ${waitText(receipt, timeZone, now, 'de faire une autre demande')}`
          : ''
      return `Un SMS a déjà été remis à l'opérateur ${moment}${missing}.${wait} ${cost}`
    }
    case 'delivered':
      return `Un SMS est déjà arrivé sur votre téléphone ${moment}. ${cost}`
    case 'failed': {
      const { cause, advice } = failureOf(reissue)
      return `Le dernier SMS n'a pas pu être remis au numéro qui se termine par ${reissue.maskedPhone.slice(-2)}. ${cause} ${advice}`
    }
    default:
      return undefined
  }
}

function sentTexts(reissue: Reissue, timeZone: string, at: number, mayAsk: boolean): string[] {
  const receipt = receiptOf(reissue, at)
  if (receipt === 'missing') {
    return [
      "Le SMS a été remis à l'opérateur, sans accusé de réception : nous ne savons pas s'il est arrivé. Votre ancien identifiant n'est plus valable.",
      mayAsk
        ? "Vous n'avez rien reçu ? Vérifiez la fin du numéro ci-dessous. Vous pouvez faire une autre demande : elle est décomptée."
        : "Vous n'avez rien reçu ? Vérifiez la fin du numéro ci-dessous, et contactez l'assistance.",
    ]
  }
  return [
    "Le SMS a été remis à l'opérateur, et votre ancien identifiant n'est plus valable.",
    receipt instanceof Date
      ? `Gardez votre téléphone allumé, et vérifiez la fin du numéro ci-dessous. ${waitText(
          receipt,
          timeZone,
          new Date(at),
          mayAsk ? 'de faire une autre demande' : "de contacter l'assistance",
        )}`
      : "Gardez votre téléphone allumé. Toujours rien après 15 minutes ? Vérifiez la fin du numéro ci-dessous, ou contactez l'assistance.",
  ]
}

function failedTexts(reissue: Reissue, mayAsk: boolean): string[] {
  const { cause, advice } = failureOf(reissue)
  const handedOver = reissue.history.some(({ state }) => state === 'sent')
  const next = mayAsk
    ? 'seule une nouvelle demande vous en donnera un'
    : "contactez l'assistance pour en obtenir un"
  return [
    `Le SMS n'a pas pu être remis. ${cause}${mayAsk ? ` ${advice}` : ''}`,
    `Cette demande n'est pas décomptée. ${
      handedOver
        ? `Votre ancien identifiant n'est plus valable : ${next}. Si ce SMS arrive malgré tout, l'identifiant qu'il contient est valable.`
        : 'Votre identifiant actuel reste valable.'
    }`,
  ]
}

function failureOf({ failure }: Reissue): { cause: string; advice: string } {
  return (failure && failures[failure]) ?? failures.unknown
}

/** Until when the carrier may still say that an SMS arrived; `missing` once it should have. */
function receiptOf({ state, receiptDueAt }: Reissue, at: number): Date | 'missing' | undefined {
  if (state !== 'sent' || receiptDueAt === undefined) return undefined
  const due = new Date(receiptDueAt)
  return due.getTime() <= at ? 'missing' : due
}

function waitText(due: Date, timeZone: string, now: Date, before: string): string {
  return `Le SMS peut encore arriver : attendez ${formatUntil(due, timeZone, now)} avant ${before}.`
}

function late(reissue: Reissue, at: number): string {
  return isLate(reissue, at)
    ? " Cela prend plus de temps que prévu. Vous n'avez rien à refaire."
    : ''
}
