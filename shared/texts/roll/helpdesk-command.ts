export const helpdeskHelp = {
  name: 'npm run helpdesk --',
  usage: '<commande> [options]',
  program:
    "Ce que l'assistance peut dire et accorder à un électeur, une fois son identité vérifiée.",
  commands: {
    sms: "Permet un SMS de plus à un électeur, à un téléphone ou aux deux, au-delà du plafond de l'élection.",
    explain:
      "Dit où en sont les demandes d'un électeur et pourquoi, en phrases à lui dire au téléphone, sans identifiant, NUMEN ni numéro. Ne change rien.",
    'free-phone':
      "Libère un téléphone qu'un autre électeur a donné pour le sien : son propriétaire peut l'indiquer à son tour.",
    'lift-wait':
      "Lève l'attente d'un électeur identifié qui s'est trompé de NUMEN ou de date de naissance : il peut demander tout de suite.",
  },
  reason: "pourquoi, en une phrase, sans nom, adresse ni numéro : elle est gardée avec l'opération",
  email: "l'adresse professionnelle de l'électeur, comme sur la liste électorale",
  logs: 'ajoute ce que le journal des fonctions dit de ces demandes, sur AWS',
  phone: 'le numéro de téléphone mobile, comme un électeur le saisirait',
  examples: `
Exemples :
  npm run helpdesk -- explain prenom.nom@academie.example.org --logs --stack
  npm run helpdesk -- sms --email prenom.nom@academie.example.org --reason "SMS non reçus, opérateur changé" --local
  npm run helpdesk -- sms --phone "06 12 34 56 78" --reason "téléphone éteint trois fois" --stack
  npm run helpdesk -- free-phone --phone "06 12 34 56 78" --reason "propriétaire rappelé sur ce numéro" --stack
  npm run helpdesk -- lift-wait --email prenom.nom@academie.example.org --reason "identité vérifiée au guichet" --stack`,
} as const

export const helpdeskTexts = {
  reasonless:
    "Dites pourquoi en quelques mots, sans nom, adresse ni numéro : cette raison est gardée avec l'opération.",
  whose:
    "Dites à qui : « --email » pour un électeur, « --phone » pour un téléphone, ou l'un et l'autre.",
  noVoter: "Cette adresse n'est celle d'aucun électeur de la liste.",
  notPhone: "Ce numéro n'est pas celui d'un téléphone mobile auquel cette élection envoie des SMS.",
  voterGranted: 'Un SMS de plus peut être demandé pour cet électeur.',
  phoneGranted: 'Un SMS de plus peut être demandé vers ce téléphone.',
  voterUncounted: "Aucun SMS n'a été demandé pour cet électeur : le plafond ne l'arrête pas.",
  phoneFreed:
    'Ce téléphone ne sert plus à personne : son propriétaire peut le donner dès maintenant.',
  phoneUnused: "Ce téléphone ne sert à aucun électeur : il n'y a rien à libérer.",
  waitLifted:
    "Plus rien ne fait attendre cet électeur après ses erreurs : il a de nouveau les essais d'une journée.",
  waitLiftedEnough:
    "L'attente de cet électeur a déjà été levée trois fois en un jour : il doit attendre.",
  phoneUncounted: "Aucun SMS n'a été demandé vers ce téléphone : le plafond ne l'arrête pas.",
} as const
