import { nearMoment } from './moments.ts'
import { phoneFormatsOf } from './phone-formats.ts'

// « Parti », never « arrivé »: how long a carrier takes afterwards, nobody tells.

interface WithinSeconds {
  half: number
  threeQuarters: number
  nineTenths: number
}

interface Sms {
  handedOver: number
  withinSeconds: WithinSeconds | null
  overdue?: number | undefined
}

export interface Territory {
  territory: string
  handedOver: number
  failed: number
  withinSeconds: WithinSeconds | null
}

export interface Handovers extends Status {
  at: string
}

interface Status {
  sms: Sms
  territories: readonly Territory[]
}

/** Slower than this for one SMS in ten, they are said to be late. */
const lateSeconds = 900

const isLate = ({ withinSeconds }: { withinSeconds: WithinSeconds | null }) =>
  withinSeconds !== null && withinSeconds.nineTenths >= lateSeconds

/** The block of the status takes its colour and icon from it. */
export type Tone = 'ok' | 'wait' | 'neutral'

export function smsTone({ sms, territories }: Status): Tone {
  if ((sms.overdue ?? 0) > 0 || isLate(sms) || territories.some(isLate)) return 'wait'
  return sms.handedOver > 0 ? 'ok' : 'neutral'
}

export const smsTitles: Readonly<Record<Tone, string>> = {
  ok: 'Les SMS partent normalement',
  wait: 'Des SMS prennent du retard',
  neutral: "Aucun SMS n'est encore parti aujourd'hui",
}

/** From the sentence that most voters look for to the detail. */
export function smsSentences({ sms, territories }: Status): string[] {
  const { handedOver, withinSeconds, overdue } = sms
  const late = territories.filter(isLate).map(({ territory }) => placeName(territory))
  return [
    ...(withinSeconds
      ? [
          `La moitié des SMS d'aujourd'hui sont partis en ${lessThan(withinSeconds.half)}.`,
          `Les trois quarts sont partis en ${lessThan(withinSeconds.threeQuarters)}, neuf sur dix en ${lessThan(withinSeconds.nineTenths)}.`,
        ]
      : []),
    ...(late.length > 0 ? [`Du retard vers : ${late.join(', ')}.`] : []),
    ...(overdue ? [overdueText(overdue)] : []),
    ...(overdue === 0 && smsTone({ sms, territories }) !== 'wait' ? [noneOverdueText] : []),
    ...(handedOver > 0 ? [`${inThousands(handedOver)} SMS depuis minuit.`] : []),
  ]
}

const noneOverdueText = "Aucun SMS n'attend plus longtemps que prévu."

const overdueText = (overdue: number) =>
  overdue === 1
    ? 'Un SMS aurait déjà dû partir : nous le renvoyons.'
    : `${inThousands(overdue)} SMS auraient déjà dû partir : nous les renvoyons.`

/** The slowest first: who looks here mostly waits. */
export function bySlowest(territories: readonly Territory[]): Territory[] {
  const seconds = ({ withinSeconds }: Territory) => withinSeconds?.nineTenths ?? -1
  return [...territories].sort((one, other) => seconds(other) - seconds(one))
}

export function placeName(territory: string): string {
  return phoneFormatsOf([territory])[0]?.place ?? territory
}

export function territorySentence({ handedOver, failed, withinSeconds }: Territory): string {
  const speed = withinSeconds
    ? `la moitié en ${lessThan(withinSeconds.half)}, neuf sur dix en ${lessThan(withinSeconds.nineTenths)}`
    : handedOver > 0
      ? `${inThousands(handedOver)} SMS`
      : 'aucun SMS parti'
  return failed > 0 ? `${speed} ; ${failedText(failed)}` : speed
}

const failedText = (failed: number) =>
  failed === 1 ? "1 n'a pas été remis" : `${inThousands(failed)} n'ont pas été remis`

export function readAtText(at: string, zone: string, timeZone: string): string {
  return `Relevé ${nearMoment(at, timeZone, at)}, ${zone}.`
}

/** « 12 345 » */
const inThousands = (number: number) => String(number).replace(/\B(?=(\d{3})+$)/g, ' ')

/** « moins de 3 minutes »: true to the second, and no more precise than it helps. */
function lessThan(seconds: number): string {
  const minutes = Math.floor(seconds / 60) + 1
  if (minutes === 1) return "moins d'une minute"
  if (minutes <= 90) return `moins de ${minutes} minutes`
  return `moins de ${Math.floor(seconds / 3600) + 1} heures`
}
