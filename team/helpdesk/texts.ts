export const helpdeskTexts = {
  whose:
    "Dites à qui : « --email » pour un électeur, « --phone » pour un téléphone, ou l'un et l'autre.",
  noVoter: "Cette adresse n'est celle d'aucun électeur de la liste.",
  voterGranted: 'Un SMS de plus peut être demandé pour cet électeur.',
  phoneGranted: 'Un SMS de plus peut être demandé vers ce téléphone.',
  voterUncounted: "Aucun SMS n'a été demandé pour cet électeur : le plafond ne l'arrête pas.",
  phoneFreed:
    'Ce téléphone ne sert plus à personne : son propriétaire peut le donner dès maintenant.',
  phoneUnused: "Ce téléphone ne sert à aucun électeur : il n'y a rien à libérer.",
  waitLifted:
    "Plus rien ne fait attendre cet électeur après ses erreurs : il a de nouveau les essais d'une journée.",
  tooOftenLifted:
    "L'attente de cet électeur a déjà été levée trois fois en un jour : il doit attendre.",
  phoneUncounted: "Aucun SMS n'a été demandé vers ce téléphone : le plafond ne l'arrête pas.",
} as const
