/** Arguments of `npm run election -- remedy`. */
export const remedyNames = ['e-mails', 'sms', 'affluence', 'files', 'journal', 'attaque'] as const
export type RemedyName = (typeof remedyNames)[number]

interface AlarmText {
  says: string
  remedy: RemedyName
  /** Voters notice nothing, so staff's pages leave the alarm out. */
  isOfTeam?: true
}

const texts = {
  FailingApi: {
    says: 'Le site répond par des pannes.',
    remedy: 'affluence',
  },
  FailingStaffApi: {
    says: "Le site de l'assistance répond par des pannes.",
    remedy: 'affluence',
  },
  DeadLetters: {
    says: 'Des SMS, des e-mails ou des accusés ont échoué dix fois.',
    remedy: 'files',
  },
  EventDeadLetters: {
    says: "Le sort d'e-mails, ou une action sur le service, n'a pas pu être noté, dix fois.",
    remedy: 'files',
    isOfTeam: true,
  },
  RefusingDomain: {
    says: 'Un domaine refuse les e-mails de nombreux électeurs, ou les fait attendre.',
    remedy: 'e-mails',
  },
  Sweep: {
    says: 'La relance automatique des demandes en retard, ou le relevé du vote, échoue.',
    remedy: 'files',
  },
  AbsentSweep: {
    says: 'La relance automatique des demandes en retard, ou le relevé du vote, ne tourne plus.',
    remedy: 'files',
  },
  FailingLedger: {
    says: 'Le journal du vote ne s’écrit plus, ou sa tête n’est plus envoyée.',
    remedy: 'journal',
    isOfTeam: true,
  },
  SilentLedger: {
    says: 'Le journal du vote ne reçoit plus ce qui est écrit : quelqu’un a pu l’arrêter.',
    remedy: 'journal',
    isOfTeam: true,
  },
  LedgerDeadLetters: {
    says: 'Des écritures ont attendu 23 heures : elles manquent peut-être au journal.',
    remedy: 'journal',
    isOfTeam: true,
  },
  LateLedger: {
    says: 'Le journal du vote n’a rien reçu depuis trois minutes, ou a plus de dix minutes de retard.',
    remedy: 'journal',
    isOfTeam: true,
  },
  DailyCap: {
    says: 'Le nombre de SMS prévu pour un jour est atteint : les suivants partiront demain.',
    remedy: 'sms',
  },
  StoppedSms: {
    says: "AWS prend des SMS sans les envoyer : une limite l'en empêche.",
    remedy: 'sms',
  },
  MonthlySpendHalf: {
    says: 'La moitié du budget SMS du mois est dépensée.',
    remedy: 'sms',
    isOfTeam: true,
  },
  MonthlySpend: {
    says: '80 % du budget SMS du mois sont dépensés.',
    remedy: 'sms',
    isOfTeam: true,
  },
  RefusingCarrier: {
    says: 'AWS refuse des SMS pour le moment : ils sont réessayés.',
    remedy: 'sms',
  },
  LateSms: {
    says: "Des SMS ont plus d'un quart d'heure de retard.",
    remedy: 'sms',
  },
  MissedSms: {
    says: "Beaucoup de personnes signalent que leur SMS n'est pas arrivé.",
    remedy: 'sms',
  },
  FailingTerritory: {
    says: "La plupart des SMS vers un territoire n'arrivent pas.",
    remedy: 'sms',
  },
  MissingReceipts: {
    says: "Des SMS sont partis, et aucun accusé n'est revenu.",
    remedy: 'sms',
  },
  LostReceipts: {
    says: "Des accusés de SMS n'ont pas été recueillis, ou pas compris.",
    remedy: 'sms',
  },
  UnconfirmedSms: {
    says: "Des SMS partent avant l'e-mail qui permet de les arrêter.",
    remedy: 'e-mails',
  },
  LateMails: {
    says: "Des e-mails, ou des liens de mot de passe, attendent depuis plus d'une demi-heure.",
    remedy: 'e-mails',
  },
  NoMail: {
    says: "Aucun e-mail n'est parti depuis cinq minutes, et il y en a qui attendent.",
    remedy: 'e-mails',
  },
  RefusedMails: {
    says: 'AWS refuse des e-mails : ils sont réessayés.',
    remedy: 'e-mails',
  },
  MailQuota: {
    says: '80 % des e-mails permis en un jour sont partis.',
    remedy: 'e-mails',
    isOfTeam: true,
  },
  NoLinkBudget: {
    says: 'Des liens de mot de passe attendent demain : le nombre du jour est atteint.',
    remedy: 'e-mails',
  },
  Bounces: {
    says: 'Un e-mail sur vingt revient : AWS peut suspendre les envois.',
    remedy: 'e-mails',
  },
  Complaints: {
    says: 'Un e-mail sur mille est signalé comme spam : AWS peut suspendre les envois.',
    remedy: 'e-mails',
  },
  FailingConsumers: {
    says: 'Des traitements en arrière-plan échouent : ils sont repris.',
    remedy: 'files',
  },
  StillQueues: {
    says: 'Des messages attendent depuis une demi-heure sans être traités.',
    remedy: 'files',
  },
  RefusedSignIns: {
    says: 'Beaucoup de connexions sont refusées : quelqu’un essaie peut-être des mots de passe.',
    remedy: 'attaque',
    isOfTeam: true,
  },
  CrowdedRoutes: {
    says: 'Une page approche de son débit maximal : au-delà, des personnes seront refusées.',
    remedy: 'affluence',
  },
  ThrottledReads: {
    says: 'La base de données refuse des lectures pour le moment.',
    remedy: 'affluence',
  },
  ThrottledWrites: {
    says: 'La base de données refuse des écritures pour le moment.',
    remedy: 'affluence',
  },
  ThrottledFunctions: {
    says: 'La capacité de calcul du compte est épuisée par moments.',
    remedy: 'affluence',
  },
  LambdaConcurrency: {
    says: '80 % de la capacité de calcul du compte sont pris.',
    remedy: 'affluence',
    isOfTeam: true,
  },
  BlockedRequests: {
    says: 'Le pare-feu arrête des adresses qui envoient trop de demandes.',
    remedy: 'affluence',
  },
} as const satisfies Record<string, AlarmText>

export type AlarmName = keyof typeof texts

export const alarmTexts: Readonly<Record<AlarmName, AlarmText>> = texts

/** Undefined if another version made the alarm. */
export const alarmTextOf = (name: string): AlarmText | undefined =>
  Object.entries(alarmTexts).find(([alarmName]) => alarmName === name)?.[1]
