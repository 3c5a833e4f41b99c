export const roleTexts = {
  agent: {
    name: 'Votre rôle : assistance',
    duties: 'Vous répondez aux électeurs et électrices.',
    code: "La personne qui appelle le lit dans son espace électeur : « Donner à l'assistance l'accès à mon dossier ».",
  },
  supervisor: {
    name: 'Votre rôle : supervision',
    duties:
      "Vous répondez aux électeurs et électrices, et vous confirmez ce qui demande l'accord de deux personnes.",
    code: "Le code de la personne qui appelle, affiché dans son espace électeur ; ou le code de l'agent ou de l'agente qui vous demande de confirmer.",
  },
  delegate: {
    name: 'Votre rôle : suivi du vote',
    duties: 'Vous suivez le déroulement du vote, sans rien y changer.',
    code: '',
  },
} as const

/** Must not reveal the cause, since that would show which addresses are listed. */
export const staffRefusedText =
  "La connexion n'a pas abouti. Recommencez ; si cela se répète, demandez à l'équipe de l'élection si votre adresse est bien dans sa liste."

export const staffSignedOutText =
  "Déconnexion réussie. La connexion au fournisseur d'identité, elle, peut rester ouverte : fermez-la aussi sur un poste partagé."

export const staffSessionOverText = 'Votre session est terminée. Connectez-vous pour continuer.'

export const watchPageTexts = {
  situationTime: (moment: string) => `Voici la situation ${moment}`,
  pauseButton: 'Arrêter la mise à jour',
  resumeButton: 'Reprendre la mise à jour',
} as const

export const unreadTexts = {
  ledger: "Le journal n'a pas pu être lu.",
  counts: "Les compteurs n'ont pas pu être lus.",
  alarms: "Les alertes n'ont pas pu être lues : le service a peut-être un incident.",
  sms: "Les SMS n'ont pas pu être comptés.",
  holds: "L'état des SMS n'a pas pu être lu : ils sont peut-être retenus ou limités quelque part.",
  pending: 'Ce qui attend une deuxième personne n’a pas pu être lu.',
  activity: "L'activité n'a pas pu être lue.",
} as const

const staffFieldTexts: Readonly<Record<string, string>> = {
  'numen.required': 'Saisissez le NUMEN.',
  'birthDate.required': 'Saisissez la date de naissance.',
  'email.required': "Saisissez l'adresse e-mail.",
}

type FieldProblem = { field: string; code?: string; message: string }

export function withStaffTexts<
  Shown extends { code: string; detail?: string; errors?: FieldProblem[] },
>(problem: Shown): Shown {
  const { code, detail = '', errors = [] } = problem
  const isForVoters = code === 'unavailable' || code === 'unauthenticated'
  return {
    ...problem,
    detail: isForVoters
      ? ''
      : detail.replace(/contactez\sl.assistance/, "prévenez l'équipe de l'élection"),
    errors: errors.map((error) => ({
      ...error,
      message: staffFieldTexts[`${error.field}.${error.code}`] ?? error.message,
    })),
  }
}
