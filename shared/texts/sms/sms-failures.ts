import type { SmsFailure } from '../../domain/sms/sms-delivery.ts'

const failureTexts: Record<SmsFailure, [cause: string, advice: string]> = {
  'invalid-number': [
    "Ce numéro n'existe pas, ou n'est pas celui d'un mobile.",
    'Vérifiez-le chiffre par chiffre.',
  ],
  'opted-out': [
    "Ce téléphone refuse nos SMS : quelqu'un y a répondu « STOP ».",
    'Indiquez un autre numéro.',
  ],
  blocked: [
    'Le téléphone ou son opérateur bloque ce type de SMS.',
    "Autorisez ces SMS dans les réglages ou chez l'opérateur, ou indiquez un autre numéro.",
  ],
  unreachable: [
    'Le téléphone semble éteint, hors réseau, ou sa mémoire est pleine.',
    "Allumez le téléphone, vérifiez qu'il capte, effacez d'anciens SMS, ou indiquez un autre numéro.",
  ],
  'service-limit': [
    "Une limite de notre service l'a arrêté. Vous n'y êtes pour rien.",
    "Réessayez plus tard, ou contactez l'assistance.",
  ],
  unknown: [
    "L'opérateur n'a pas dit pourquoi.",
    'Vérifiez le numéro, allumez le téléphone, ou indiquez un autre numéro.',
  ],
}

/** Falls back on `unknown`, since a newer API may send an older page a failure that the page lacks. */
export function textsOfFailure(
  failure: SmsFailure | undefined,
  history?: readonly { state: string }[],
): [cause: string, advice: string] {
  // A request whose sending had not ended when the vote closed also fails with `service-limit`.
  if (failure === 'service-limit' && history?.every(({ state }) => state !== 'sent'))
    return [
      "Le vote a fermé avant la fin de son envoi. Vous n'y êtes pour rien.",
      failureTexts[failure][1],
    ]
  return (failure && failureTexts[failure]) || failureTexts.unknown
}

/** Does not name the territory, since Guadeloupe, Saint-Barthélemy and Saint-Martin share number ranges. */
export function capReachedText(cause: 'daily-cap' | 'territory-cap'): string {
  const scopeText = cause === 'territory-cap' ? ' vers le territoire de ce numéro' : ''
  return `Le nombre de SMS qui peuvent partir en un jour${scopeText} est atteint`
}
