import { moment } from '../moments.ts'

/** What the staff may do in a file, by its name in the contract; a correction, by what it corrects too. */
export const actionTexts = {
  'stop-request': {
    label: 'Arrêter la demande en cours',
    hint: "Son SMS ne partira pas, et elle n'est pas décomptée.",
    done: 'La demande est arrêtée : aucun SMS ne partira.',
  },
  'grant-sms': {
    label: 'Autoriser un SMS de plus',
    hint: 'Le nombre maximal de SMS est atteint.',
    done: 'Un SMS de plus peut être demandé.',
  },
  'free-phone': {
    label: 'Libérer le numéro refusé',
    hint: "Le numéro saisi servait à quelqu'un d'autre. Rappelez d'abord la personne sur ce numéro.",
    done: 'Le numéro est libéré : la personne peut le donner dès maintenant.',
  },
  'mail-again': {
    label: 'Renvoyer le dernier e-mail',
    hint: "Celui qui dit ce qu'est devenue la dernière demande.",
    done: "L'e-mail va repartir.",
  },
  'end-sessions': {
    label: 'Déconnecter partout',
    hint: 'Toutes les sessions ouvertes avec son compte prennent fin. Son mot de passe ne change pas.',
    done: 'Toutes les sessions ouvertes avec son compte ont pris fin.',
  },
  'lift-wait': {
    label: "Lever l'attente après des erreurs",
    hint: "Après des NUMEN ou des dates de naissance erronés. Vérifiez d'abord son identité.",
    done: "Plus rien ne fait attendre : les essais d'une journée sont rendus.",
  },
  'lift-both-lost': {
    label: 'Lever le délai de sécurité',
    hint: 'Vérifiez son identité ; une superviseure ou un superviseur doit ensuite confirmer.',
    done: 'Le délai est levé : un identifiant peut être demandé dès maintenant.',
  },
  'repair-identity': {
    label: 'Corriger le NUMEN et la date de naissance',
    hint: 'Erreur dans la liste électorale ; une superviseure ou un superviseur doit ensuite saisir la même chose.',
    done: 'La liste est corrigée. Par sécurité, un identifiant ne pourra être demandé en ligne que plus tard.',
  },
  'repair-email': {
    label: "Corriger l'adresse e-mail",
    hint: 'Erreur dans la liste électorale ; une superviseure ou un superviseur doit ensuite saisir la même chose.',
    done: "L'adresse est corrigée : la personne y crée un nouveau mot de passe. Par sécurité, un identifiant ne pourra être demandé en ligne que plus tard.",
  },
  'print-notice': {
    label: 'Imprimer une notice',
    hint: "Pour une personne qui ne peut pas demander de SMS. Vérifiez son identité. Une superviseure ou un superviseur confirmera. La notice compte comme une demande, et l'identifiant actuel sera refusé dès l'impression.",
    done: "L'identifiant d'avant est refusé dès maintenant. Imprimez la notice et remettez-la contre signature.",
  },
} as const

/** The API did not answer. */
export const reloadFileText = "Rechargez la page pour voir le dossier tel qu'il est maintenant."

/** Of what another of the staff asks for. */
export const wishTitles = { waiting: 'À confirmer', printed: 'Confirmé' }

export const printedAtText = (at: Date, timeZone: string) => `Imprimée ${moment(at, timeZone)}.`

/** In place of what voters read of their own. */
export const saidFieldTexts: Readonly<Record<string, string>> = {
  'numen.required': 'Saisissez le NUMEN.',
  'birthDate.required': 'Saisissez la date de naissance.',
  'email.required': "Saisissez l'adresse e-mail.",
}

export function secondPersonText(until: string): string {
  return `Lisez ce code à une superviseure ou un superviseur, qui ouvrira le dossier et confirmera. Il sert une fois, jusqu'à ${until}.`
}

export function wishText({
  label,
  by,
  reason,
}: {
  label: string
  by: string
  reason: string
}): string {
  return `${by} demande : « ${label} ». Motif : ${reason}`
}
