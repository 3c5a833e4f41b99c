/** How many of the help's answers hold what was typed. */
export function foundText(answers: number): string {
  if (answers === 0)
    return "Aucune réponse ne contient ces mots. Essayez-en d'autres, ou contactez l'assistance."
  return answers === 1 ? '1 réponse' : `${answers} réponses`
}
