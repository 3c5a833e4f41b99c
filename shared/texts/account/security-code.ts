export const newCodeText = 'Un nouveau code est affiché.'
export const expiredCodeText = 'Le code affiché a expiré : en voici un nouveau.'
export function noCodeText({ title, detail = '' }: { title: string; detail?: string }): string {
  return `Le code n'a pas pu être affiché. ${title} ${detail}`
}
/** It is asked for again without the voter. `why` is a whole sentence. */
export function codeWillComeText(why: string): string {
  return `Le code n'a pas encore pu être affiché. ${why} Il s'affichera tout seul. Ce que vous saisissez est gardé.`
}
/** After a request that was looked at and refused. */
export const spentCodeText = "Un code ne sert qu'une fois : en voici un nouveau."
/** For those who pressed the button and still hear nothing. */
export const soundWillComeText = 'Le son se charge…'
/** A player does not say whether the network, the service or itself is to blame, or whether the code has expired. */
export const noSoundText =
  "Le son n'a pas pu être lu. Vérifiez votre connexion à internet, puis réessayez ou demandez un nouveau code. Sinon, contactez l'assistance."

/** Above the title, after too many tries. */
export const copyCodeText = 'Recopiez le code de sécurité pour essayer de nouveau sans attendre.'
