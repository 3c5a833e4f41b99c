// What the election team's commands say when they cannot reach the election.

export const deploymentTexts = {
  noLocalRun: (port: number) =>
    `Aucune élection ne tourne sur cette machine au port ${port} : lancez « npm start » dans un autre terminal, ou donnez son port avec « --local PORT ».`,
  noStack: (stack: string, why: string) =>
    `L'élection « ${stack} » n'a pas été trouvée sur AWS : vérifiez le nom donné avec « --stack », AWS_REGION et vos droits. ${why}`,
  otherElection: (file: string) =>
    `${file} n'est pas le fichier de l'élection qui est déployée : son nom, ses dates, son fuseau horaire ou ses scrutins diffèrent. Donnez le bon fichier avec « --election », ou déployez d'abord celui-ci. Rien n'a été changé.`,
  oldStack: (stack: string) =>
    `L'élection « ${stack} » a été déployée par une version plus ancienne : lancez « npm run deploy », puis recommencez.`,
}
