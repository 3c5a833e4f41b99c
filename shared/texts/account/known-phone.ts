import type { Voter } from '../../contract/voter.ts'
import { dateAndTime, fromMoment, moment, timeOfDay, zoneName } from '../moments.ts'

type Phones = NonNullable<Voter['phones']>

export function phoneStateText(
  { known, registration }: Phones,
  obstacleText: string | undefined,
  requestsCloseAt: Date,
  timeZone: string,
  now: Date,
): string {
  const [verb, subject] = known
    ? ['changer de numéro', 'le nouveau']
    : ['enregistrer un numéro', 'il']
  const registrationTexts = {
    open: '',
    'no-codes': `Vous ne pouvez pas ${verb} maintenant : les SMS sont réservés aux nouveaux identifiants.`,
    'too-late': `Il est trop tard pour ${verb} : ${subject} ne servirait plus.`,
  }
  const settlesAt = known && new Date(known.settlesAt)
  const sentences = [
    known
      ? `Le numéro se terminant par ${known.ending} est enregistré.`
      : "Aucun numéro n'est enregistré.",
    settlesAt && now < settlesAt
      ? settlesAt < requestsCloseAt &&
        `Par sécurité, il servira ${fromMoment(settlesAt, timeZone, now)}.`
      : known && !obstacleText && 'Un nouvel identifiant peut y être envoyé.',
    obstacleText,
    now < requestsCloseAt && registrationTexts[registration],
  ]
  return sentences.filter(Boolean).join(' ')
}

/** The text must stay true however long the SMS takes. */
export function codeRequestedText(maskedPhone: string, expiresAt: string, zone: string) {
  const until = `${timeOfDay(expiresAt, zone)} (${zoneName(zone)})`
  return `Vous avez demandé un code par SMS au numéro se terminant par ${maskedPhone.slice(-2)}. Il est valable jusqu'à ${until}.`
}

export const codeAcceptedText = 'Votre code est accepté.'
export const phoneRemovedText = "Votre numéro n'est plus enregistré."
export const changedMeanwhileText = 'Votre numéro enregistré a changé : recommencez.'
export const unconfirmedText = "Nous n'avons pas pu confirmer que c'est fait."
export const wrongPasswordText = 'Mot de passe incorrect. Respectez les majuscules et les espaces.'

export const callHelpdeskText = "Si c'est urgent, appelez l'assistance."

const accountChangedText =
  'Votre mot de passe ou votre inscription a changé récemment. Par sécurité,'

const tooLateText = (until: string, zone: string) =>
  `il faudrait attendre jusqu'au ${dateAndTime(until, zone, until)} : trop tard`

export function bothFactorsLostText(until: string, closesAt: string, zone: string, now: Date) {
  const resumptionText = `vous pourrez demander un identifiant ${fromMoment(until, zone, now)} (${zoneName(zone)})`
  const waitSentence = until < closesAt ? resumptionText : tooLateText(until, zone)
  return `${accountChangedText} ${waitSentence}. ${callHelpdeskText}`
}

export function boothWaitText(until: string, closesAt: string, zone: string, mayLift: boolean) {
  const fromText = `vous pourrez entrer après ${moment(until, zone, until)}`
  const waitSentence = until < closesAt ? fromText : tooLateText(until, zone)
  const advice = mayLift
    ? 'Votre numéro enregistré peut lever ce délai : « Enregistrer ou changer mon téléphone », dans votre espace électeur.'
    : callHelpdeskText
  return `${accountChangedText} ${waitSentence}. ${advice}`
}
