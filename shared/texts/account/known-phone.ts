import type { Voter } from '../../contract/voter.ts'
import { fromMoment } from '../moments.ts'

type Phones = NonNullable<Voter['phones']>

export function phoneStateText({ known, registration }: Phones, zone: string, now: Date): string {
  if (!known) return `Aucun numéro n'est enregistré. ${registrationTexts[registration]}`.trim()
  const from = known.settled
    ? 'Un nouvel identifiant peut y être envoyé.'
    : `Un nouvel identifiant pourra y être envoyé ${fromMoment(known.settlesAt, zone, now)}.`
  return `Le numéro se terminant par ${known.ending} est enregistré. ${from} ${registrationTexts[registration]}`.trim()
}

const registrationTexts: Record<Phones['registration'], string> = {
  open: '',
  'no-codes':
    'Pour le moment, aucun numéro ne peut être enregistré : les SMS sont réservés aux nouveaux identifiants.',
  'too-late': 'Il est trop tard pour enregistrer un autre numéro : il ne servirait plus.',
}

export function codeSentText(ending: string): string {
  return `Un SMS avec un code part vers le numéro se terminant par ${ending}.`
}

export const phoneRegisteredText = 'Votre numéro est enregistré.'
export const phoneRemovedText = "Votre numéro n'est plus enregistré. Un e-mail vous le confirmera."
export const delayLiftedText = 'Le délai de sécurité est levé.'

export const liftByCodeText = 'Un code envoyé à votre numéro enregistré lève ce délai.'
