// What the election team's commands say when they cannot reach the election.

export const deploymentTexts = {
  noLocalRun: (port: number) =>
    `Aucune élection ne tourne sur cette machine au port ${port} : lancez « npm start » dans un autre terminal, ou donnez son port avec « --local PORT ».`,
  noStack: (stack: string, why: string) =>
    `L'élection « ${stack} » n'a pas été trouvée sur AWS : vérifiez le nom donné avec « --stack », AWS_REGION et vos droits. ${why}`,
  oldStack: (stack: string) =>
    `L'élection « ${stack} » a été déployée par une version plus ancienne : lancez « npm run deploy », puis recommencez.`,
}
