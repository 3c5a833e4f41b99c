import type { Voter } from '../../contract/voter.ts'
import { fromMoment } from '../moments.ts'

type KnownPhone = NonNullable<Voter['phones']>['known']

export function phoneStateText(known: KnownPhone, timeZone: string, now: Date): string {
  if (!known) return "Aucun numéro n'est enregistré."
  const { ending, settlesAt, settled } = known
  const from = settled
    ? 'Un nouvel identifiant peut y être envoyé.'
    : `Un nouvel identifiant pourra y être envoyé ${fromMoment(settlesAt, timeZone, now)}.`
  return `Le numéro se terminant par ${ending} est enregistré. ${from}`
}

export const noCodesLeftText =
  'Pour le moment, aucun numéro ne peut être enregistré : les SMS sont réservés aux nouveaux identifiants.'

export function codeSentText(ending: string): string {
  return `Un SMS avec un code part vers le numéro se terminant par ${ending}.`
}

export const phoneRegisteredText = 'Votre numéro est enregistré.'
export const phoneRemovedText = "Votre numéro n'est plus enregistré. Un e-mail vous le confirmera."
export const delayLiftedText = 'Le délai de sécurité est levé.'

export const registerPhoneTitle = 'Enregistrer mon téléphone mobile'
export const replacePhoneTitle = 'Changer de numéro'

export const liftByCodeText = 'Un code envoyé à votre numéro enregistré lève ce délai.'
