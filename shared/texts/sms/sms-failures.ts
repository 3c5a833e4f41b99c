/** Why an SMS did not arrive, then what to do. */
const failureTexts = {
  'invalid-number': [
    "Ce numéro n'existe pas, ou ce n'est pas celui d'un téléphone mobile.",
    'Vérifiez-le chiffre par chiffre.',
  ],
  'opted-out': [
    "Ce téléphone refuse nos SMS : quelqu'un y a répondu « STOP ».",
    'Indiquez un autre numéro.',
  ],
  blocked: [
    'Le téléphone ou son opérateur bloque ce type de SMS.',
    "Débloquez-les dans les réglages ou auprès de l'opérateur, ou indiquez un autre numéro.",
  ],
  unreachable: [
    'Le téléphone semble éteint, hors réseau, ou sa mémoire est pleine.',
    "Allumez-le, vérifiez qu'il capte et effacez d'anciens SMS. Vous pouvez aussi indiquer un autre numéro.",
  ],
  'service-limit': [
    "Une limite de notre service l'a arrêté. Vous n'y êtes pour rien.",
    "Réessayez plus tard, ou contactez l'assistance.",
  ],
  unknown: [
    "L'opérateur n'a pas dit pourquoi.",
    'Vérifiez le numéro, et que le téléphone est allumé. Sinon, indiquez un autre numéro.',
  ],
} satisfies Record<string, [cause: string, advice: string]>

export type SmsFailure = keyof typeof failureTexts

/** Of a failure that this page does not know, a newer API's: what is said of an unknown one. */
export function textsOfFailure(failure: SmsFailure | undefined): [cause: string, advice: string] {
  return (failure && failureTexts[failure]) || failureTexts.unknown
}
