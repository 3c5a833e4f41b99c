import { moment } from '../moments.ts'

export const actionTexts = {
  'stop-request': {
    label: 'Arrêter la demande en cours',
    hint: 'Le SMS ne partira pas. La demande ne sera pas décomptée.',
    effect: "Aucun SMS ne partira, et la demande n'est pas décomptée.",
  },
  'grant-sms': {
    label: 'Autoriser un SMS de plus',
    hint: "Cherchez d'abord pourquoi les autres ne sont pas arrivés.",
    effect: 'La personne peut demander un SMS de plus.',
  },
  'free-phone': {
    label: 'Libérer le numéro refusé',
    hint: "Rappelez d'abord la personne sur ce numéro.",
    effect: 'La personne peut utiliser ce numéro dès maintenant.',
  },
  'mail-again': {
    label: 'Renvoyer le dernier e-mail',
    hint: "Cet e-mail dit ce qu'est devenue la dernière demande.",
    effect: "L'e-mail sera renvoyé dans une minute.",
  },
  'end-sessions': {
    label: 'Déconnecter partout',
    hint: 'Toutes ses connexions prennent fin. Son mot de passe ne change pas.',
    effect: "Plus aucune connexion n'est ouverte avec son compte.",
  },
  'lift-wait': {
    label: "Lever l'attente après des erreurs",
    hint: "La personne s'est trompée de NUMEN ou de date de naissance. Vérifiez d'abord son identité.",
    effect: 'La personne retrouve tous ses essais.',
  },
  'lift-both-lost': {
    label: 'Lever le délai de sécurité',
    hint: 'Vérifiez son identité. Une superviseure ou un superviseur confirmera.',
    effect:
      'Le délai est levé : une demande est possible dès maintenant, et celle qui attendait part dans quelques minutes.',
  },
  'repair-identity': {
    label: 'Corriger le NUMEN et la date de naissance',
    hint: 'Une superviseure ou un superviseur saisira la même chose.',
    effect:
      'La liste électorale est corrigée. Par sécurité, la personne devra attendre avant de demander un identifiant en ligne.',
  },
  'repair-email': {
    label: "Corriger l'adresse e-mail",
    hint: 'Une superviseure ou un superviseur saisira la même chose.',
    effect:
      'La personne crée un mot de passe depuis sa nouvelle adresse. Par sécurité, elle devra attendre avant de demander un identifiant en ligne.',
  },
  'print-notice': {
    label: 'Imprimer une notice',
    hint: "Pour une personne qui ne peut pas recevoir de SMS. Vérifiez son identité. Une superviseure ou un superviseur confirmera. La notice compte comme une demande, et l'ancien identifiant sera refusé.",
    effect: "L'ancien identifiant est refusé. Imprimez la notice et remettez-la contre signature.",
  },
} as const

export type ActionChoice = keyof typeof actionTexts

export function actionDoneText(choice: ActionChoice): string {
  const { label, effect } = actionTexts[choice]
  return choice === 'mail-again' ? effect : `${label} : c'est fait. ${effect}`
}

export const reloadFileText = "Rechargez la page pour voir le dossier tel qu'il est maintenant."

export const approvalTitles = { waiting: 'À confirmer', printed: 'Confirmé' }

export const printedAtText = (at: Date, timeZone: string) => `Imprimée ${moment(at, timeZone)}.`

export function awaitingApprovalText(choice: ActionChoice, until: string): string {
  return `${actionTexts[choice].label} : votre demande attend une confirmation. Lisez ce code à une superviseure ou un superviseur, qui ouvrira le dossier. Il sert une fois, jusqu'à ${until}.`
}

export const approvalRequestText = ({
  label,
  by,
  reason,
}: Record<'label' | 'by' | 'reason', string>) => `${by} demande : « ${label} ». Motif : ${reason}`
