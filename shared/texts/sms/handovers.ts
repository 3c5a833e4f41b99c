import { nearMoment } from '../moments.ts'
import { phoneFormatsOf } from './phone-formats.ts'

// « Parti », never « arrivé »: how long a carrier takes afterwards, nobody tells.

interface WithinSeconds {
  half: number
  threeQuarters: number
  nineTenths: number
}

type PublishedCount = number | 'fewer-than-20'

interface Sms {
  handedOver: PublishedCount
  withinSeconds: WithinSeconds | null
}

/** Those that have not left although their expected time is past; null while that is not known. */
type Late = {
  sms: PublishedCount
  territories: readonly { territory: string; sms: number }[]
} | null

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
  late: Late
}

/** Slower than this for one SMS in ten, they are said to be slow. */
const slowSeconds = 900

const isSlow = ({ withinSeconds }: { withinSeconds: WithinSeconds | null }) =>
  withinSeconds !== null && withinSeconds.nineTenths >= slowSeconds

/** The block of the status takes its colour and icon from it. */
export type Tone = 'ok' | 'wait' | 'neutral'

export function smsTone({ sms, territories, late }: Status): Tone {
  if ((late && late.sms !== 0) || isSlow(sms) || territories.some(isSlow)) return 'wait'
  return sms.withinSeconds ? 'ok' : 'neutral'
}

export const smsTitles: Readonly<Record<Tone, string>> = {
  ok: 'Les SMS partent normalement',
  wait: 'Des SMS prennent du retard',
  neutral: "Moins de 20 SMS sont partis aujourd'hui",
}

/** From the sentence that most voters look for to the detail. */
export function smsSentences(status: Status): string[] {
  const { sms, territories, late } = status
  const { handedOver, withinSeconds } = sms
  const slow = territories.filter(isSlow).map(({ territory }) => placeName(territory))
  const tone = smsTone(status)
  return [
    ...(withinSeconds
      ? [
          `La moitié des SMS d'aujourd'hui sont partis en ${lessThan(withinSeconds.half)}.`,
          `Les trois quarts sont partis en ${lessThan(withinSeconds.threeQuarters)}, neuf sur dix en ${lessThan(withinSeconds.nineTenths)}.`,
        ]
      : []),
    ...(slow.length > 0 ? [`Du retard vers : ${slow.join(', ')}.`] : []),
    ...(late && late.sms !== 0 ? [lateText(late)] : []),
    // Of those in the title.
    ...(tone === 'neutral' ? ["C'est trop peu pour dire en combien de temps ils partent."] : []),
    ...(late?.sms === 0 && tone !== 'wait' ? ["Aucun SMS n'attend plus longtemps que prévu."] : []),
    ...(typeof handedOver === 'number' ? [`${inThousands(handedOver)} SMS depuis minuit.`] : []),
  ]
}

function lateText({ sms, territories }: NonNullable<Late>): string {
  const places = territories.map(
    (one) => `${inThousands(one.sms)} vers ${placeName(one.territory)}`,
  )
  const where = places.length > 0 ? `, dont ${places.join(', ')}` : ''
  const howMany =
    sms === 'fewer-than-20' ? 'Quelques SMS, moins de 20 en tout,' : `${inThousands(sms)} SMS`
  return `${howMany} auraient déjà dû partir${where} : nous les renvoyons.`
}

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
