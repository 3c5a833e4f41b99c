export const newCodeText = 'Un nouveau code est affiché.'
export const expiredCodeText = 'Le code affiché a expiré : en voici un nouveau.'
export function noCodeText({ title, detail = '' }: { title: string; detail?: string }): string {
  return `Le code n'a pas pu être affiché. ${title} ${detail}`
}
export function codePendingText(cause: string): string {
  return `Le code n'a pas encore pu être affiché. ${cause} Il s'affichera tout seul. Ce que vous saisissez est gardé.`
}
export const spentCodeText = "Un code ne sert qu'une fois : en voici un nouveau."
export const soundLoadingText = 'Le son se charge…'
export const noSoundText =
  "Le son n'a pas pu être lu. Vérifiez votre connexion à internet, puis réessayez ou demandez un nouveau code. Sinon, contactez l'assistance."

export const copyCodeText = 'Recopiez le code de sécurité pour essayer de nouveau sans attendre.'
