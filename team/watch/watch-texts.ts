export const pageTexts = {
  heading: 'Nouveaux identifiants par SMS : le point',
  stale:
    "Si cette heure date de plus de cinq minutes, l'affichage est interrompu : prévenez l'équipe de l'élection.",
  automatic: 'Ouvrir la page qui se met à jour toute seule',
  still: 'Arrêter la mise à jour automatique',
  reload: 'Mettre à jour maintenant',
} as const
