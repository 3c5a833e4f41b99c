import { dateAndTime } from '../../shared/texts/moments.ts'
import { zoneName } from '../../shared/texts/zone-name.ts'

export const watchHelp = {
  name: 'npm run watch --',
  usage: '[options]',
  description:
    "Montre où en est l'élection : alertes avec ce qu'il faut faire, SMS, entrées, demandes par territoire. Le service lit tout cela une fois par minute. Ctrl-C arrête.",
  once: 'montre une fois, et rend la main',
  json: 'la même lecture en JSON, une fois',
  page: 'écrit aussi une page pour les délégués et le bureau de vote, sans petits nombres, et la tient à jour',
  after: `
Il faut les droits cloudformation:DescribeStacks, et dynamodb:GetItem sur les tables
des SMS et du calendrier.

Exemples :
  npm run watch -- --stack
  npm run watch -- --stack --page point.html
  npm run watch -- --stack --once --json`,
} as const

export const watchTexts = {
  readAt: (at: Date, timeZone: string) => `Lu ${dateAndTime(at, timeZone)}, ${zoneName(timeZone)}`,
  pageNotWritten: (file: string, why: string) =>
    `${file} n'a pas pu être écrit (${why}) : celui qui s'y trouve est plus ancien.`,
} as const

/** The page that delegates and the bureau read. */
export const pageTexts = {
  heading: 'Nouveaux identifiants par SMS : le point',
  stale:
    "Si cette heure date de plus de cinq minutes, l'affichage est interrompu : prévenez l'équipe de l'élection.",
  automatic: 'Ouvrir la page qui se met à jour toute seule',
  still: 'Arrêter la mise à jour automatique',
  reload: 'Mettre à jour maintenant',
} as const
