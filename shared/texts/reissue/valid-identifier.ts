import { nearMoment } from '../moments.ts'

// Where the one identifier that is valid is to be found: in the space, in the booth and on the form.

/** What these sentences depend on. */
export interface IdentifierSituation {
  from: 'notice' | 'sms' | 'nowhere'
  /** Of an SMS: when it was handed over. */
  sentAt?: string | undefined
  /** A request is under way. */
  isUnderWay: boolean
  mayAsk: boolean
  timeZone: string
  now: Date
}

/** « celui du SMS de 20 h 43 » */
function whichOne({ from, sentAt, timeZone, now }: IdentifierSituation): string {
  if (from === 'notice' || !sentAt) return 'celui de votre notice de vote'
  const moment = nearMoment(sentAt, timeZone, now)
  return `celui du SMS ${moment.replace(/^à\s/, 'de ').replace(/^le /, 'du ')}`
}

export function validIdentifierText(situation: IdentifierSituation): string {
  if (situation.from !== 'nowhere') {
    return `Votre identifiant valable est ${whichOne(situation)}.`
  }
  return `Vous n'en avez plus de valable : ${
    situation.isUnderWay
      ? 'attendez le SMS que vous avez demandé'
      : situation.mayAsk
        ? 'demandez-en un'
        : "contactez l'assistance"
  }.`
}

/** Under the field of the booth. */
export function identifierHintText(situation: IdentifierSituation): string {
  const paste = ' Collez le SMS entier, ou ses 12 caractères.'
  return `${validIdentifierText(situation)}${situation.from === 'sms' ? paste : ''}`
}

/** To whoever was refused in the booth, for whatever reason: it tells nobody which of the two is wrong. */
export const replacedMeanwhileText =
  "Un SMS reçu depuis a pu remplacer l'identifiant : seul le dernier est valable."
