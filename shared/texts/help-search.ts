/** What the search of the help has found. */
export function foundText(answers: number, near: boolean): string {
  if (answers === 0)
    return "Aucune réponse ne contient ces mots. Voici les plus demandées, puis l'assistance."
  const number = answers === 1 ? '1 réponse' : `${answers} réponses`
  return near ? `Aucune réponse ne contient ces mots. Les plus proches : ${number}` : number
}

/** What ends each list of answers. */
export const otherwiseTexts = { before: 'Rien ne convient ?', link: "Contactez l'assistance" }

/** Words that every question holds: a search does without them. */
export const emptyWords = new Set(
  'a ai alors as au aussi aux avec avoir bien bonjour c ca car ce cela ces cest cet cette ceux chez d dans de des dois doit donc du elle en es est et etes etre eu faire fait faut il ils j jai jamais je jen l la le les leur lui m ma mais me merci mes moi mon n nai ne ni nos notre on ont ou par pas peut peux plus pour pourquoi puis qu quand que quel quelle qui quoi s sa sais se ses si sil son suis sur svp t toujours tout tres un une veut veux vos votre vous y ya'.split(
    ' ',
  ),
)
