import { smallCountText } from '../election/small-counts.ts'
import { moment, nearMoment } from '../moments.ts'
import { count } from '../numbers.ts'

export const controlTexts = {
  seal: 'Scellement',
  sealText: (at: Date, timeZone: string, by: string | undefined) =>
    `Le code, les réglages, les pages et la liste électorale ont été scellés ${moment(at, timeZone)}${by ? `, par ${by}` : ''}.`,
  sealDigest:
    "L'empreinte du scellé est un numéro calculé à partir de tout ce qui a été scellé : si une seule lettre change, l'empreinte change. Comparez-la avec celle de la page signée :",
  sealNotVerified:
    "Cette page ne vérifie pas que rien n'a changé depuis : demandez à l'équipe de l'élection de le faire devant vous. Chaque déploiement, c'est-à-dire chaque nouvelle version du site, figure parmi les interventions.",
  noSeal: "Le journal ne contient aucun scellement pour l'instant.",

  ledger: 'Journal',
  noHead: "Le journal n'a pas encore été signé.",
  lastHead: (entryCount: number, at: Date, timeZone: string, now: Date) =>
    `Le journal note chaque changement dans une écriture numérotée. Il compte ${count(entryCount, 'écriture')}. Il a été signé pour la dernière fois ${nearMoment(at, timeZone, now)}.`,
  chainMeaning:
    "Chaque écriture dépend de celle d'avant : si quelqu'un en change, en retire ou en déplace une, la vérification du journal le montre.",
  lastHash: (hash: string) =>
    `Empreinte de la dernière écriture : ${hash}. Elle résume tout le journal jusque-là.`,
  lastMailing: (entryCount: number, at: Date, timeZone: string, now: Date) =>
    `Dernier e-mail au bureau de vote et aux délégués : ${nearMoment(at, timeZone, now)}, ${count(entryCount, 'écriture')}. Comparez les lignes suivantes avec celles de votre e-mail. Si elles diffèrent, prévenez le bureau de vote. Identiques, elles ne prouvent rien à elles seules : seule la vérification du journal le fait :`,
  noMailing: "Aucun e-mail n'a encore été envoyé au bureau de vote ni aux délégués.",
  mailingMeaning:
    "Le bureau de vote et les délégués reçoivent un e-mail à chaque intervention, dès qu'elle est au journal (article R. 211-571 du code général de la fonction publique). Ils peuvent ainsi réagir aussitôt. Les dossiers ouverts sont annoncés dans le message suivant.",

  noRecipient:
    "Aucune adresse du bureau de vote ni des délégués n'est dans la configuration de l'élection : le journal n'est envoyé à personne.",

  counts: (since: Date, timeZone: string, now: Date) =>
    `Depuis l'ouverture des demandes, ${nearMoment(since, timeZone, now)}`,
  requestsNotOpen: "Les demandes d'un nouvel identifiant ne sont pas encore ouvertes.",
  countsCaption: 'Demandes, SMS et identifiants, par territoire',
  territoryColumn: 'Territoire',
  states: {
    asked: 'Demandes acceptées',
    left: 'SMS envoyés',
    arrived: 'SMS remis',
    failed: 'SMS non remis',
    used: 'Identifiants utilisés',
  },
  cancelled: 'Demandes annulées ou retirées',
  meanings: [
    "« Remis » et « non remis » : l'opérateur téléphonique en a rendu compte. Ces comptes rendus peuvent venir tard, ou jamais.",
    "Identifiant utilisé : il a ouvert l'espace de vote. C'est la preuve que le SMS est arrivé.",
    `« ${smallCountText} » : un nombre plus petit pourrait désigner quelqu'un. Un nombre ou un total qui le ferait deviner est masqué de la même façon.`,
  ],
  noRequest: "Personne n'a encore demandé de nouvel identifiant.",

  usage: "des identifiants envoyés ont servi à entrer dans l'espace de vote",

  incidents: 'Incidents en cours',
  endDelayText: "Un incident peut rester affiché un quart d'heure après sa fin.",
  noIncident: 'Aucun incident en cours.',
  failingTerritory: (territory: string) =>
    `${territory} : la plupart des SMS de la dernière heure n'ont pas été remis.`,
  waitLabel: 'Attente',

  refusals: 'Demandes refusées',
  refusalsCaption: 'Refus par motif, depuis la même date',
  reasonColumn: 'Motif',
  refusedColumn: 'Refus',
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
    'both-factors-lost': 'Mot de passe ou inscription modifiés trop récemment',
    'password-change-required': 'Mot de passe à remplacer',
    'reissue-closed': 'Demandes fermées',
    unauthenticated: 'Session terminée',
  },

  interventions: 'Interventions',
  interventionMeaning:
    "Une intervention est ce qu'une personne a fait sur le service ou dans un dossier. Vous pouvez demander à l'équipe de l'élection d'expliquer chaque ligne.",
  openedFileMeaning:
    "Un dossier ouvert montre à l'assistance où en sont les demandes d'une personne, et jamais son identifiant ni son mot de passe.",
  noIntervention: "Aucune intervention n'est au journal.",
  interventionsCaption: (shownCount: number) =>
    shownCount > 1 ? `Les ${shownCount} dernières, la plus récente d'abord` : 'La dernière',
  interventionColumns: ['Quand', 'Nature', 'Motif'],
  noReason: '–',
  openedFiles: ([withCode = '', byIdentity = '', toApprove = '']: readonly string[]) =>
    `Dossiers ouverts par l'assistance avec le code de l'électeur ou de l'électrice : ${withCode} ; sur NUMEN et date de naissance : ${byIdentity} ; par une deuxième personne de l'assistance, pour confirmer : ${toApprove}.`,
} as const
