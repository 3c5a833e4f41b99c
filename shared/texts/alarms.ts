// The remedy in full is in the section of the runbook that the alarm's description names.

interface AlarmText {
  says: string
  /** What the team does first. Delegates do not see it. */
  first: string
  /** Voters notice nothing. */
  isOfTeam?: true
}

const spend: Omit<AlarmText, 'says'> = {
  first: "Demandez à AWS d'augmenter le budget, puis : npm run sms -- status --stack",
}
const mails: Omit<AlarmText, 'says'> = {
  first: 'Comparez mailsPerSecond au débit accordé : aws ses get-send-quota',
}
const mailsRefused: Omit<AlarmText, 'says'> = {
  first: 'Demandez à SES pourquoi : aws sesv2 get-account',
}
const receipts: Omit<AlarmText, 'says'> = {
  first: 'Les SMS partent peut-être : regardez les connexions avec un identifiant reçu.',
}

const texts = {
  FailingApi: {
    says: 'Le site répond par des pannes.',
    first: 'Requête enregistrée : failures-by-route',
  },
  FailingStaffApi: {
    says: "Le site de l'assistance répond par des pannes.",
    first: 'Requête enregistrée : failures-by-route',
  },
  DeadLetters: {
    says: 'Des SMS, des e-mails ou des accusés ont échoué dix fois.',
    first: 'Cherchez la cause dans le journal, puis : npm run election -- redrive --stack',
  },
  EventDeadLetters: {
    says: "Le sort d'e-mails, ou une action sur le service, n'a pas pu être noté, dix fois.",
    first: 'Cherchez la cause dans le journal, puis : npm run election -- redrive --stack',
    isOfTeam: true,
  },
  RefusingDomain: {
    says: 'Un domaine refuse les e-mails de nombreux électeurs, ou les fait attendre.',
    first: 'Quel domaine : le journal, mail.refused-by-domain',
  },
  Sweep: {
    says: 'La relance automatique des demandes en retard échoue.',
    first: "Une fois, ce n'est rien. Sinon : le journal, sweep.failed",
  },
  AbsentSweep: {
    says: 'La relance automatique des demandes en retard ne tourne plus.',
    first: 'Réactivez la règle EveryMinute : aws events list-rules',
  },
  FailingLedger: {
    says: 'Le journal du vote ne s’écrit plus, ou sa tête n’est plus envoyée.',
    first: 'Une fois, ce n’est rien. Sinon : le journal, ledger.failed et ledger-head.failed',
    isOfTeam: true,
  },
  SilentLedger: {
    says: 'Le journal du vote ne reçoit plus ce qui est écrit : quelqu’un a pu l’arrêter.',
    first: 'Qui l’a arrêté, et pourquoi ? aws lambda list-event-source-mappings',
    isOfTeam: true,
  },
  LedgerDeadLetters: {
    says: 'Des écritures ont attendu 23 heures : elles manquent peut-être au journal.',
    first: 'npm run ledger -- compare --stack, puis prévenez le bureau',
    isOfTeam: true,
  },
  LateLedger: {
    says: 'Le journal du vote a plus de dix minutes de retard.',
    first: 'Le journal, ledger.failed : il faut le réparer dans la journée',
    isOfTeam: true,
  },
  DailyCap: {
    says: 'Le nombre de SMS prévu pour un jour est atteint : les suivants partiront demain.',
    first: 'Augmentez smsDailyCap et déployez, si ces demandes sont vraies.',
  },
  StoppedSms: {
    says: "AWS prend des SMS sans les envoyer : une limite l'en empêche.",
    ...spend,
  },
  MonthlySpendHalf: {
    says: 'La moitié du budget SMS du mois est dépensée.',
    ...spend,
    isOfTeam: true,
  },
  MonthlySpend: { says: '80 % du budget SMS du mois sont dépensés.', ...spend, isOfTeam: true },
  RefusingCarrier: {
    says: 'AWS refuse des SMS pour le moment : ils sont réessayés.',
    first: 'Requête enregistrée : failures-by-route ; baissez smsPerSecond si AWS dit Throttled.',
  },
  LateSms: {
    says: "Des SMS ont plus d'un quart d'heure de retard.",
    first: 'Requête enregistrée : accepted-and-not-sent',
  },
  MissedSms: {
    says: "Beaucoup de personnes signalent que leur SMS n'est pas arrivé.",
    first: 'Comparez les territoires ci-dessous ; requête enregistrée : missed-sms-by-state',
  },
  FailingTerritory: {
    says: "La plupart des SMS vers un territoire n'arrivent pas.",
    first: 'Suspendez ce territoire : npm run sms -- pause XX --reason … --stack',
  },
  MissingReceipts: { says: "Des SMS sont partis, et aucun accusé n'est revenu.", ...receipts },
  LostReceipts: {
    says: "Des accusés de SMS n'ont pas été recueillis, ou pas compris.",
    ...receipts,
  },
  UnconfirmedSms: {
    says: "Des SMS partent avant l'e-mail qui permet de les arrêter.",
    ...mails,
  },
  LateMails: {
    says: "Des e-mails, ou des liens de mot de passe, attendent depuis plus d'une demi-heure.",
    ...mails,
  },
  NoMail: {
    says: "Aucun e-mail n'est parti depuis cinq minutes, et il y en a qui attendent.",
    ...mailsRefused,
  },
  RefusedMails: { says: 'AWS refuse des e-mails : ils sont réessayés.', ...mailsRefused },
  MailQuota: {
    says: '80 % des e-mails permis en un jour sont partis.',
    ...mailsRefused,
    isOfTeam: true,
  },
  NoLinkBudget: {
    says: 'Des liens de mot de passe attendent demain : le nombre du jour est atteint.',
    first: 'Si AWS accorde davantage, augmentez mailsPerDay et déployez.',
  },
  Bounces: {
    says: 'Un e-mail sur vingt revient : AWS peut suspendre les envois.',
    first: 'npm run mail -- status --stack',
  },
  Complaints: {
    says: 'Un e-mail sur mille est signalé comme spam : AWS peut suspendre les envois.',
    first: "Faites savoir par les voies habituelles de quelle adresse l'élection écrit.",
  },
  FailingConsumers: {
    says: 'Des traitements en arrière-plan échouent : ils sont repris.',
    first: "Une fois, ce n'est rien. Sinon : les journaux de la fonction.",
  },
  StillQueues: {
    says: 'Des messages attendent depuis une demi-heure sans être traités.',
    first: 'aws lambda list-event-source-mappings',
  },
  CrowdedRoutes: {
    says: 'Une page approche de son débit maximal : au-delà, des personnes seront refusées.',
    first: 'Foule ou attaque ? Le tableau de bord dit quelle route.',
  },
  ThrottledReads: {
    says: 'La base de données refuse des lectures pour le moment.',
    first: 'Cherchez quelle table : métrique ReadThrottleEvents',
  },
  ThrottledWrites: {
    says: 'La base de données refuse des écritures pour le moment.',
    first: 'Cherchez quelle table : métrique WriteThrottleEvents',
  },
  ThrottledFunctions: {
    says: 'La capacité de calcul du compte est épuisée par moments.',
    first: 'aws lambda get-account-settings --query AccountLimit',
  },
  LambdaConcurrency: {
    says: '80 % de la capacité de calcul du compte sont pris.',
    isOfTeam: true,
    first: 'aws lambda get-account-settings --query AccountLimit',
  },
  BlockedRequests: {
    says: 'Le pare-feu arrête des adresses qui envoient trop de demandes.',
    first: 'Une académie ou une attaque ? aws wafv2 get-rate-based-statement-managed-keys …',
  },
} as const satisfies Record<string, AlarmText>

export type AlarmName = keyof typeof texts

export const alarmTexts: Readonly<Record<AlarmName, AlarmText>> = texts

/** Undefined if another version made the alarm. */
export const alarmTextOf = (name: string): AlarmText | undefined =>
  Object.entries(alarmTexts).find(([known]) => known === name)?.[1]
