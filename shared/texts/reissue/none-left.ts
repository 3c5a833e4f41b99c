export type NoneLeftReason = 'sms-ceiling' | 'notice-left' | 'nothing-left'

const wordings = {
  page: {
    ability: "L'assistance peut",
    inability: "L'assistance ne peut",
    helpdeskAdvice: " Contactez l'assistance.",
  },
  staff: { ability: 'Nous pouvons', inability: 'Nous ne pouvons', helpdeskAdvice: '' },
}

export function noneLeftText(reason: NoneLeftReason, limit: number, voice: keyof typeof wordings) {
  const { ability, inability, helpdeskAdvice } = wordings[voice]
  if (reason === 'sms-ceiling') {
    return `Vous avez demandé autant de SMS que l'élection en permet, ceux qui ont échoué compris.${helpdeskAdvice}`
  }
  const usedText = `Vous avez utilisé ${limit === 1 ? 'votre demande' : `vos ${limit} demandes`}. Il n'y en a pas d'autre`
  return reason === 'notice-left'
    ? `${usedText} en ligne. ${ability} vous imprimer une notice, à retirer sur place.`
    : `${usedText}. ${inability} pas en ajouter.`
}
