import { count } from './numbers.ts'

export const redriveHelp = {
  name: 'npm run redrive --',
  usage: '[options]',
  description:
    "Remet dans leurs files les messages qui ont échoué dix fois, une fois la cause disparue. Sans danger, même deux fois : ce qui est déjà fait n'est pas refait. Un message illisible reste où il est.",
  examples: `
Exemple :
  npm run redrive -- --stack`,
} as const

export const redriveTexts = {
  queue: (name: string, moved: number, kept: number) =>
    `${name} : ${count(moved, 'message')} de retour, ${count(kept, 'illisible')}`,
  kept: (messageId: string) => `  illisible, laissé de côté : ${messageId}`,
  none: (stack?: string) =>
    `Aucune file de ${stack ? `l'élection « ${stack} »` : 'cette machine'} ne met de côté ce qui échoue.`,
} as const
