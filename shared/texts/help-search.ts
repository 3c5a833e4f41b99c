/** What the search of the help has found. */
export function foundText(answers: number, near: boolean): string {
  if (answers === 0)
    return "Aucune réponse ne contient ces mots. Voici les plus demandées, puis l'assistance."
  const number = answers === 1 ? '1 réponse' : `${answers} réponses`
  return near ? `Aucune réponse ne contient ces mots. Les plus proches : ${number}` : number
}

/** What ends each list of answers. */
export const otherwiseTexts = { before: 'Rien ne convient ?', link: "Contactez l'assistance" }
