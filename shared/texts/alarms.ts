const sentencesByRemedy = {
  'e-mails': {
    RefusingDomain: 'Un domaine refuse les e-mails de nombreux électeurs, ou les fait attendre.',
    UnconfirmedSms: "Des SMS partent avant l'e-mail qui permet de les arrêter.",
    LateMails: "Des e-mails, ou des liens de mot de passe, attendent depuis plus d'une demi-heure.",
    NoMail: "Aucun e-mail n'est parti depuis cinq minutes, et il y en a qui attendent.",
    RefusedMails: 'AWS refuse des e-mails : ils sont réessayés.',
    MailQuota: '80 % des e-mails permis en un jour sont partis.',
    NoLinkBudget: 'Des liens de mot de passe attendent demain : le nombre du jour est atteint.',
    Bounces: 'Un e-mail sur vingt revient : AWS peut suspendre les envois.',
    Complaints: 'Un e-mail sur mille est signalé comme spam : AWS peut suspendre les envois.',
  },
  sms: {
    DailyCap: 'Le nombre de SMS prévu pour un jour est atteint : les suivants partiront demain.',
    StoppedSms: "AWS accepte des SMS sans les envoyer : une limite l'en empêche.",
    MonthlySpendHalf: 'La moitié du budget SMS du mois est dépensée.',
    MonthlySpend: '80 % du budget SMS du mois sont dépensés.',
    RefusingCarrier: 'AWS refuse des SMS pour le moment : ils sont réessayés.',
    LateSms: "Des SMS ont plus d'un quart d'heure de retard.",
    MissedSms: "Beaucoup de personnes signalent que leur SMS n'est pas arrivé.",
    FailingTerritory: 'La plupart des SMS vers un territoire ne sont pas remis.',
    MissingReceipts: "Des SMS sont partis, et aucun accusé n'est revenu.",
    LostReceipts: "Des accusés de SMS n'ont pas été recueillis, ou pas compris.",
  },
  affluence: {
    FailingApi: 'Le site répond par des pannes.',
    FailingStaffApi: "Le site de l'assistance répond par des pannes.",
    CrowdedRoutes:
      'Une page approche de son débit maximal : au-delà, des personnes seront refusées.',
    ThrottledReads: 'La base de données refuse des lectures pour le moment.',
    ThrottledWrites: 'La base de données refuse des écritures pour le moment.',
    ThrottledFunctions: 'La capacité de calcul du compte est épuisée par moments.',
    LambdaConcurrency: '80 % de la capacité de calcul du compte sont pris.',
    BlockedRequests: 'Le pare-feu arrête des adresses qui envoient trop de demandes.',
  },
  files: {
    DeadLetters: 'Des SMS, des e-mails ou des accusés ont échoué dix fois.',
    EventDeadLetters:
      "Le sort d'e-mails, ou une action sur le service, n'a pas pu être noté, dix fois.",
    Sweep: 'La relance automatique des demandes en retard, ou le relevé du vote, échoue.',
    AbsentSweep:
      'La relance automatique des demandes en retard, ou le relevé du vote, ne tourne plus.',
    FailingConsumers: 'Des traitements en arrière-plan échouent : ils sont repris.',
    StillQueues: 'Des messages attendent depuis une demi-heure sans être traités.',
  },
  journal: {
    FailingLedger: 'Le journal du vote ne s’écrit plus, ou sa tête n’est plus envoyée.',
    SilentLedger: 'Le journal du vote ne reçoit plus ce qui est écrit : quelqu’un a pu l’arrêter.',
    LedgerDeadLetters: 'Des écritures ont attendu 23 heures : elles manquent peut-être au journal.',
    LateLedger:
      'Le journal du vote n’a rien reçu depuis trois minutes, ou a plus de dix minutes de retard.',
  },
  attaque: {
    RefusedSignIns:
      'Beaucoup de connexions sont refusées : quelqu’un essaie peut-être des mots de passe.',
  },
} as const

export type RemedyName = keyof typeof sentencesByRemedy

export const remedyNames = Object.keys(sentencesByRemedy) as RemedyName[]

export type AlarmName = {
  [Remedy in RemedyName]: keyof (typeof sentencesByRemedy)[Remedy]
}[RemedyName]

const teamOnlyAlarms: readonly string[] = [
  'EventDeadLetters',
  'FailingLedger',
  'SilentLedger',
  'LedgerDeadLetters',
  'LateLedger',
  'MonthlySpendHalf',
  'MonthlySpend',
  'MailQuota',
  'RefusedSignIns',
  'LambdaConcurrency',
] satisfies AlarmName[]

export const alarmTexts = Object.fromEntries(
  remedyNames.flatMap((remedy) =>
    Object.entries(sentencesByRemedy[remedy]).map(([name, sentence]) => {
      return [name, { sentence, remedy, isForTeam: teamOnlyAlarms.includes(name) }]
    }),
  ),
) as Readonly<Record<AlarmName, { sentence: string; remedy: RemedyName; isForTeam: boolean }>>

/** Returns undefined for an alarm that another version deployed. */
export const alarmTextOf = (name: string) =>
  Object.entries(alarmTexts).find(([alarmName]) => alarmName === name)?.[1]
