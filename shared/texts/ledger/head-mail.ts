import type { ReportedIntervention } from '../../domain/ledger/reported-intervention.ts'
import { type Letterhead, layOut, type MailContent } from '../mail/mail-layout.ts'
import { dateAndTime } from '../moments.ts'
import { count, number } from '../numbers.ts'
import { interventionName } from './intervention-names.ts'

type Intervention = Omit<ReportedIntervention, 'number' | 'digest'>

export function headMail(
  letterhead: Letterhead,
  details: {
    head: { number: number; at: Date }
    signedText: string
    fingerprint: string
    interventions: readonly Intervention[]
    isTruncated: boolean
  },
): MailContent {
  const { head, signedText, fingerprint, interventions, isTruncated } = details
  const { timeZone } = letterhead
  const dateText = (at: Date) => dateAndTime(at, timeZone, head.at)
  const subject =
    interventions.length > 0
      ? `Journal du vote : ${count(interventions.length, 'intervention')}`
      : `Journal du vote : ${number(head.number)} écritures`
  const openingText = isTruncated
    ? 'Dernières interventions (le journal en contient d’autres, plus anciennes) :'
    : 'Interventions depuis le message précédent :'
  return layOut(letterhead, { firstName: 'à toutes et à tous' }, subject, [
    `Le journal compte ${count(head.number, 'écriture')}, ${dateText(head.at)}. Chaque écriture dépend de celle d'avant : si quelqu'un en changeait, en retirait ou en déplaçait une, les lignes ci-dessous ne seraient plus vraies.`,
    ...(interventions.length > 0 ? [openingText] : []),
    ...interventions.map((intervention) => interventionLine(intervention, dateText)),
    'Gardez ce message tel quel : il prouvera, sans avoir à nous croire, que le journal qui vous sera remis est complet.',
    signedText,
    `Empreinte de la clé qui a signé : ${fingerprint}. C'est un numéro qui désigne cette clé seule : il doit être celui de la page de scellement.`,
  ])
}

export function interventionLine(
  { at, kind, by, reason, step }: Intervention,
  dateText: (at: Date) => string,
): string {
  const author = by ? `, par ${by}` : ''
  return `${dateText(at)} : ${interventionName(kind, step)}${author}${reason ? ` (${reason})` : ''}`
}
