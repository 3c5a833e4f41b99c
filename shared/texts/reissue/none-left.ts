export type NoneLeftReason = 'sms-ceiling' | 'notice-left' | 'nothing-left'

const wordings = {
  page: {
    can: "L'assistance peut",
    cannot: "L'assistance ne peut",
    call: " Contactez l'assistance.",
  },
  staff: { can: 'Nous pouvons', cannot: 'Nous ne pouvons', call: '' },
}

export function noneLeftText(reason: NoneLeftReason, requests: number, by: keyof typeof wordings) {
  const { can, cannot, call } = wordings[by]
  if (reason === 'sms-ceiling') {
    return `Vous avez demandé autant de SMS que l'élection en permet, ceux qui ont échoué compris.${call}`
  }
  const usedText = `Vous avez utilisé ${requests === 1 ? 'votre demande' : `vos ${requests} demandes`}. Il n'y en a pas d'autre`
  return reason === 'notice-left'
    ? `${usedText} en ligne. ${can} vous imprimer une notice, à retirer sur place.`
    : `${usedText}. ${cannot} pas en ajouter.`
}
