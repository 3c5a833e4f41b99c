import { territoryName } from '../territory-name.ts'

const kindNames: Readonly<Record<string, string>> = {
  seal: 'Scellement',
  deployment: 'Déploiement',
  'secret-read': 'Lecture d’un secret',
  rights: 'Changement de droits',
  role: 'Connexion avec un rôle de l’équipe',
  firewall: 'Changement du site ou de son pare-feu',
  watch: 'Changement de la surveillance ou des envois',
  repair: 'Correction après le scellement de la liste',
  notices: 'Accès aux identifiants de notices',
  suspension: 'Suspension du vote',
  resumption: 'Reprise du vote',
  extension: 'Prolongation du vote',
  'sms-pause': 'SMS retenus vers un territoire',
  'sms-resume': 'SMS repris vers un territoire',
  'sms-cap': 'SMS limités vers un territoire',
  'sms-uncap': 'Fin de la limite de SMS vers un territoire',
  'sms-try': 'Essai d’un SMS retenu par AWS',
  'sms-close': 'Reprise des SMS retenus par AWS',
  keys: 'Remplacement de clés',
  closing: 'Clôture',
  wipe: 'Effacement d’une répétition',
  restoration: 'Remise en état d’une table',
  'file-opened': 'Dossier ouvert par l’assistance, avec le code de l’électeur ou de l’électrice',
  'file-opened-by-identity': 'Dossier ouvert par l’assistance, sur NUMEN et date de naissance',
  'file-opened-to-agree': 'Dossier ouvert par une deuxième personne de l’assistance',
  'stop-request': 'Arrêt d’une demande',
  'mail-again': 'Renvoi d’un e-mail',
  'end-sessions': 'Fermeture des connexions d’une personne',
  'lift-both-lost': 'Levée d’un délai de sécurité',
  'print-notice': 'Impression d’une notice par l’assistance',
  import: 'Import de la liste électorale',
  correct: 'Correction de la liste électorale',
  remove: 'Retrait de la liste électorale',
  returned: 'Notices qui sont revenues',
  renew: 'Nouvelles notices',
  smoke: 'Vérification du site par un électeur de test',
  'grant-sms': 'Un SMS de plus',
  'free-phone': 'Téléphone libéré',
  'lift-wait': 'Attente levée après des erreurs de NUMEN ou de date de naissance',
  pauses: 'SMS retenus par l’équipe',
  'pauses-over': 'SMS repris : l’équipe n’en retient plus',
  untold: 'Écriture que le journal n’a pas pu décrire',
  caps: 'Plafond de SMS par territoire',
  'caps-over': 'Plus aucun plafond de SMS par territoire',
}

const steps = {
  asked: ' (demandé, à confirmer par une deuxième personne)',
  agreed: ' (confirmé par une deuxième personne)',
} as const

export const interventionName = (kind: string, step?: keyof typeof steps) =>
  `${kindNames[kind] ?? kind}${step ? steps[step] : ''}`

export const smsChangeText = (territory: string, smsPerDay?: number, reason?: string): string => {
  const names = territory ? [territoryName(territory)] : []
  const scopeText = [...names, ...(smsPerDay === undefined ? [] : [`${smsPerDay} par jour`])].join(
    ', ',
  )
  return [scopeText, reason ?? ''].filter(Boolean).join(' : ')
}
