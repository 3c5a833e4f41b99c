import { ofMoment } from '../moments.ts'
import { alternativeText } from './reissue-availability.ts'
import type { Situation } from './reissue-situation.ts'

export interface IdentifierSituation {
  from: 'notice' | 'sms' | 'nowhere'
  text?: string | undefined
  sentAt?: Date | string | undefined
  lateSmsAt?: Date | string | undefined
  isUnderWay: boolean
  vote?: Situation['vote']
  mayRequest: boolean
  timeZone: string
  now: Date
}

export function validIdentifierText(situation: IdentifierSituation): string {
  const { from, text, sentAt, lateSmsAt, isUnderWay, vote, timeZone, now } = situation
  if (vote === 'closed') return ''
  const verb = vote === 'suspended' ? 'Gardez' : 'Utilisez'
  if (sentAt) return `${verb} l'identifiant du SMS ${ofMoment(sentAt, timeZone, now)}.`
  if (from !== 'nowhere')
    return (text || "Utilisez l'identifiant imprimé sur votre notice de vote.").replace(
      'Utilisez',
      verb,
    )
  if (isUnderWay) return 'Attendez le SMS que vous avez demandé : il contient votre identifiant.'
  return lateSmsAt
    ? `Si le SMS ${ofMoment(lateSmsAt, timeZone, now)} finit par arriver, son identifiant fonctionne. ${alternativeText(situation.mayRequest)}`
    : `Vous n'avez plus d'identifiant qui fonctionne : ${situation.mayRequest ? 'demandez-en un' : "contactez l'assistance"}.`
}

export function identifierHintText(situation: IdentifierSituation): string {
  const text = validIdentifierText(situation)
  return text && situation.from === 'sms' ? `${text} Vous pouvez coller le SMS entier.` : text
}

/** Must not reveal whether the identifier or the password is wrong. */
export const wrongEntryText = 'Identifiant ou mot de passe incorrect.'

/** Shown after each wrong entry in the booth, whether or not the identifier was replaced. */
export const maybeReplacedText =
  'Vous avez demandé un nouvel identifiant ? Seul celui du dernier SMS fonctionne.'

/** The API returns this text, because one of the pages that show it is at its size limit. */
export const printedNoticeText =
  "Utilisez l'identifiant de la notice que l'assistance vous a remise : elle en porte le début. Vous lisez la fin dans votre espace électeur."

export const readNoticeLink = { label: 'Lire la fin de mon identifiant', href: '/notice/' }
