import type { RestoredTable } from '../../shared/domain/reissue/restoration.ts'
import { count } from '../../shared/texts/numbers.ts'

export const tableWords: Readonly<Record<string, RestoredTable>> = {
  liste: 'voters',
  demandes: 'reissues',
  telephones: 'phones',
}

export const restoreTexts = {
  invalidInstants:
    'Il faut deux heures : juste avant les dégâts, puis juste après. Par exemple 17:04 17:06, ou "2026-12-03 17:04".',
  plan: (table: string, before: string, after: string) =>
    `Remettre « ${table} » comme elle était ${before}, sans ce qui y a changé jusqu'à ${after}. Ce que les électeurs ont fait depuis est gardé.`,
  copyCosts:
    "AWS prépare deux copies de la table, en dix minutes à deux heures selon sa taille, pour moins d'un euro ; elles sont effacées à la fin. Le vote continue pendant ce temps.",
  losses: {
    voters:
      'Les personnes qui ont changé de mot de passe entre ces deux heures retrouvent le précédent. Les électeurs remis en état sont déconnectés ; ceux pour qui quelque chose a changé reçoivent un e-mail.',
    reissues:
      'Une demande faite puis effacée entre ces deux heures est perdue. Lancez ensuite la même commande pour « liste » : son électeur peut alors en refaire une, et un e-mail le lui dit.',
    phones: 'Un téléphone libéré entre ces deux heures est à libérer de nouveau.',
  } satisfies Record<RestoredTable, string>,
  progress: 'AWS prépare les copies. Vous pouvez interrompre, puis relancer la même commande.',
  comparison: ({ missing, altered }: { missing: number; altered: number }) =>
    `Il manque ${count(missing, 'élément')}, et ${count(altered, 'autre')} ${altered > 1 ? 'ont' : 'a'} changé.`,
  restoredItems: (itemCount: number) => `Remis : ${count(itemCount, 'élément')}.`,
  concurrentWrites: 'Le service écrivait en même temps : relancez la même commande.',
  refusal: 'Rien n’a été remis ; les copies restent. Relancez la même commande pour continuer.',
  completion:
    'La table est en état, et les copies sont effacées. Le journal dit qui l’a demandé. Dites-le au bureau, et cherchez qui a fait ces dégâts.',
} as const
