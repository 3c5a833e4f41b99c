import { ofMoment } from '../moments.ts'
import { otherwiseText } from './reissue-availability.ts'
import type { Situation } from './reissue-situation.ts'

// Where the one identifier that is valid is to be found: in the space, in the booth and on the form.

export interface IdentifierSituation {
  from: 'notice' | 'sms' | 'nowhere'
  /** In place of what is said of a notice: staff printed this one. */
  text?: string | undefined
  /** Of an SMS: when it was handed over. */
  sentAt?: string | undefined
  /** Of an SMS that was not delivered, and may arrive all the same: when it left. */
  lateSmsAt?: string | undefined
  isUnderWay: boolean
  vote?: Situation['vote']
  mayAsk: boolean
  timeZone: string
  now: Date
}

/** Nothing once the vote is closed: no identifier serves any more. */
export function validIdentifierText(situation: IdentifierSituation): string {
  const { from, text, sentAt, lateSmsAt, isUnderWay, vote, timeZone, now } = situation
  if (vote === 'closed') return ''
  const use = vote === 'suspended' ? 'Gardez' : 'Utilisez'
  if (sentAt) return `${use} l'identifiant du SMS ${ofMoment(sentAt, timeZone, now)}.`
  if (from !== 'nowhere')
    return (text || "Utilisez l'identifiant imprimé sur votre notice de vote.").replace(
      'Utilisez',
      use,
    )
  if (isUnderWay) return 'Attendez le SMS que vous avez demandé : il contient votre identifiant.'
  return lateSmsAt
    ? `Si le SMS ${ofMoment(lateSmsAt, timeZone, now)} finit par arriver, son identifiant fonctionne. ${otherwiseText(situation.mayAsk)}`
    : `Vous n'avez plus d'identifiant qui fonctionne : ${situation.mayAsk ? 'demandez-en un' : "contactez l'assistance"}.`
}

/** Under the field of the booth. */
export function identifierHintText(situation: IdentifierSituation): string {
  const text = validIdentifierText(situation)
  return text && situation.from === 'sms' ? `${text} Vous pouvez coller le SMS entier.` : text
}

/** Never which of the two. */
export const wrongEntryText = 'Identifiant ou mot de passe incorrect.'

/** To whoever was refused in the booth, for whatever reason: it tells nobody which of the two is wrong. */
export const replacedMeanwhileText =
  'Vous avez demandé un nouvel identifiant ? Seul celui du dernier SMS fonctionne.'

/**
 * Of a notice that staff printed, for a voter without any mobile. Said by the API, as `text`: the pages that show it
 * are at their limit of bytes.
 */
export const printedNoticeText =
  "Utilisez l'identifiant de la notice que l'assistance vous a remise : elle en porte le début. Vous lisez la fin sur le site du vote, à l'adresse /notice/."

export const readLink = { label: 'Lire la fin de mon identifiant', href: '/notice/' }
