import type { Handovers } from '../../contract/handovers.ts'
import { nearMoment } from '../moments.ts'
import { number, waitText } from '../numbers.ts'

// The texts must not say that an SMS arrived: the carrier's delay is unknown.

export const smsTitles = {
  ok: 'Les SMS partent normalement',
  wait: 'Des SMS prennent du retard',
  neutral: "Moins de 20 SMS sont partis aujourd'hui",
} as const

export const stoppedSmsText = 'Les SMS sont retenus pour le moment'

export const keptRequestsText =
  "Vous n'avez rien à refaire : les demandes sont conservées, et leurs SMS partiront ensuite."

export const suspendedSmsText = 'Aucun SMS ne part : le vote est suspendu.'

export function smsSentences(
  { handedOver, withinSeconds, late }: Omit<Handovers, 'at'>,
  tone: keyof typeof smsTitles,
): string[] {
  return [
    ...(withinSeconds === null
      ? []
      : [`Neuf SMS sur dix d'aujourd'hui sont partis en ${upperBoundText(withinSeconds)}.`]),
    ...(late ? [lateText(late)] : []),
    ...(tone === 'neutral' ? ["C'est trop peu pour dire en combien de temps ils partent."] : []),
    ...(late === 0 && tone !== 'wait' ? ["Aucun SMS n'attend plus longtemps que prévu."] : []),
    ...(typeof handedOver === 'number' ? [`${number(handedOver)} SMS depuis minuit.`] : []),
  ]
}

function lateText(late: NonNullable<Handovers['late']>): string {
  const lateCountText =
    late === 'fewer-than-20' ? 'Quelques SMS, moins de 20 en tout,' : `${number(late)} SMS`
  return `${lateCountText} auraient déjà dû partir : ils partiront dès que possible.`
}

export function readingTimeText(at: string, zone: string, timeZone: string): string {
  return `Relevé ${nearMoment(at, timeZone, at)}, ${zone}.`
}

function upperBoundText(seconds: number): string {
  return seconds < 60 ? "moins d'une minute" : `moins de ${waitText(seconds + 1)}`
}
