export function resultsText(answerCount: number, isGuess: boolean): string {
  if (answerCount === 0)
    return "Aucune réponse ne contient ces mots. Voici les plus demandées, puis l'assistance."
  const number = answerCount === 1 ? '1 réponse' : `${answerCount} réponses`
  return isGuess ? `Aucune réponse ne contient ces mots. Les plus proches : ${number}` : number
}

export const fallbackTexts = { question: 'Rien ne convient ?', link: "Contactez l'assistance" }

export const stopWords = new Set(
  'a ai alors as au aussi aux avec avoir bcp bien bonjour c ca car ce cela ces cest cet cette ceux chez chui comment d dans de des dit dois doit donc du elle en es est et ete etes etre eu faire fais fait faites faut g il ils j jai je jen jsuis jy k kan ke ki koi l la le les leur lui m ma mais me merci mes mest moi mon n nai narrive ne nest nos notre on ont ou par peut peux pk pour pourquoi puis qd qu que quel quelle qui quoi quon s sa sais se ses si sil son suis sur svp t tjrs tjs toujours tout tres un une veut veux vos votre vous y ya'.split(
    ' ',
  ),
)

export const negations = new Set('aucun aucune jamais ni non pas plus sans'.split(' '))

export const synonyms: [pattern: RegExp, word: string][] = [
  [/\b(mots? (de )?passe?s?|mdps?)\b/g, 'motdepasse'],
  [/\b(e ?mails?|mails?|mels?|courriels?)\b/g, 'mail'],
  [/\b((tel|telephones?) )?(portables?|mobiles?|gsm)\b/g, 'mobile'],
  [/\b(tels?|telephones?|phone)\b/g, 'telephone'],
  [/\b(num|nums|numeros?)\b/g, 'numero'],
  [/\btextos?\b/g, 'sms'],
  [/\b(recois|recoit|recevoir|recue?s?)\b/g, 'recu'],
  [/\bquand meme\b/g, ''],
  [/\b(trouve|retrouve) (pas|plus)\b/g, 'perdu'],
  [/\bvot(er|es|ez|ent|ant)\b/g, 'vote'],
  [/\bmn\b|\bmin(ute)?s?\b/g, 'minute'],
]
