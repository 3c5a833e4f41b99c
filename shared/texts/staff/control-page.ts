import { fewText } from '../election/small-counts.ts'
import { moment, nearMoment } from '../moments.ts'
import { count, number } from '../numbers.ts'

// The page that delegates and the bureau watch.

export const controlTexts = {
  seal: 'Scellement',
  sealed: (at: Date, timeZone: string, by: string | undefined) =>
    `Le code, les réglages, les pages et la liste électorale ont été scellés ${moment(at, timeZone)}${by ? `, par ${by}` : ''}.`,
  sealDigest: 'Empreinte de l’ensemble, à comparer avec la page de scellement signée :',
  sealNotVerified:
    "Cette page ne vérifie pas elle-même que rien n'a changé depuis : demandez-le à l'équipe de l'élection, qui a une commande pour cela. Tout déploiement figure parmi les interventions.",
  notSealed: "Le journal ne contient aucun scellement pour l'instant.",

  ledger: 'Journal',
  noHead: "Le journal n'a pas encore été signé.",
  head: (entries: number, at: Date, timeZone: string, now: Date) =>
    `Le journal compte ${count(entries, 'écriture')}, enchaînées. Signé pour la dernière fois ${nearMoment(at, timeZone, now)}.`,
  hash: (hash: string) => `Empreinte de la dernière écriture : ${hash}`,
  mailed: (entries: number, at: Date, timeZone: string, now: Date) =>
    `Dernier e-mail au bureau de vote et aux délégués : ${nearMoment(at, timeZone, now)}, ${count(entries, 'écriture')}. Ces lignes doivent être celles du message :`,
  notMailed: "Aucun e-mail n'a encore été envoyé au bureau de vote ni aux délégués.",
  notice:
    "Le bureau de vote et les délégués reçoivent un e-mail à chaque intervention, dès qu'elle est au journal (article R. 211-571 du code général de la fonction publique). Les dossiers ouverts viennent avec le message suivant.",

  noRecipient:
    "Aucune adresse du bureau de vote ni des délégués n'est dans la configuration de l'élection : le journal n'est envoyé à personne.",

  counts: (since: Date, timeZone: string, now: Date) =>
    `Depuis l'ouverture des demandes, ${nearMoment(since, timeZone, now)}`,
  notOpen: "Les demandes d'un nouvel identifiant ne sont pas encore ouvertes.",
  caption: 'Demandes, SMS et identifiants, par territoire',
  territory: 'Territoire',
  states: {
    asked: 'Demandes acceptées',
    left: 'SMS envoyés',
    arrived: 'SMS arrivés',
    failed: 'SMS non arrivés',
    used: 'Identifiants utilisés',
  },
  cancelled: 'Demandes annulées ou retirées',
  meanings: `« Arrivé » et « non arrivé » : l'opérateur téléphonique en a rendu compte. Ces comptes rendus peuvent venir tard, ou jamais. « ${fewText} » : un nombre plus petit pourrait désigner quelqu'un.`,
  nobody: "Personne n'a encore demandé de nouvel identifiant.",

  refusals: 'Demandes refusées',
  refusalsCaption: 'Refus par motif, depuis la même date',
  reason: 'Motif',
  refused: 'Refus',
  noRefusal: "Aucune demande n'a été refusée.",
  reasons: {
    'captcha-failed': 'Code de sécurité faux',
    'identity-mismatch': 'NUMEN ou date de naissance faux',
    'too-many-attempts': "Trop d'essais",
    'already-pending': 'Demande déjà en cours',
    'voter-limit': 'Toutes les demandes possibles déjà faites',
    'sms-ceiling': 'Nombre maximal de SMS déjà atteint',
    'phone-taken': "Numéro d'une autre personne",
    'phone-limit': 'Numéro déjà trop utilisé',
    'both-factors-lost': 'Mot de passe changé trop récemment',
    'password-change-required': 'Mot de passe à changer',
    'reissue-closed': 'Demandes fermées',
    unauthenticated: 'Session terminée',
  },

  interventions: 'Interventions',
  noIntervention: "Aucune intervention n'est au journal.",
  interventionsCaption: (shown: number) =>
    shown > 1 ? `Les ${shown} dernières, la plus récente d'abord` : 'La dernière',
  columns: ['Quand', 'Nature', 'Motif'],
  noReason: '–',
  openedFiles: (withCode: number, byIdentity: number) =>
    `Dossiers ouverts avec le code lu par l'électeur ou l'électrice : ${number(withCode)} ; sur NUMEN et date de naissance : ${number(byIdentity)}.`,
} as const
