import type { StoppedServices } from '../../shared/domain/service-switches.ts'
import { count } from '../../shared/texts/numbers.ts'
import { territoryText } from '../../shared/texts/territory-name.ts'

export const findingTexts = {
  stoppedServices({ mappings, functions, rules, mail }: StoppedServices): string {
    const parts = [
      ...mappings.map(({ source }) => `plus personne ne lit « ${source} »`),
      ...functions.map((name) => `plus rien n'appelle « ${name} »`),
      ...rules.map((name) => `la règle « ${name} » est arrêtée`),
      ...(mail
        ? ["l'envoi des e-mails est arrêté, pour cette élection ou pour tout le compte"]
        : []),
    ]
    return `Une partie du service est arrêtée : ${parts.join(' ; ')}.`
  },
  restart: {
    plan: "Remettre en marche ce qui sert à cette élection, et rien d'autre. Si quelqu'un l'a arrêté exprès, répondez non, et parlez-lui d'abord.",
    cost: "Ce qui attendait part ; rien n'est envoyé deux fois.",
    end: "C'est remis en marche. Ce qui attendait part ; l'alarme s'éteint en général en un quart d'heure. Demandez qui a arrêté, et dites-le au bureau.",
    failure: (stoppedText: string, refusal: string | undefined) =>
      `Cela n'a pas suffi${refusal ? ` (${refusal})` : ''}. ${stoppedText} Relancez ce remède dans une minute. Si AWS a lui-même suspendu les e-mails, lui seul les remet : répondez à son dossier.`,
  },
  deadLetters: (messageCount: number) =>
    `Mis de côté après dix échecs : ${count(messageCount, 'message')}.`,
  redrive: {
    plan: 'Les remettre dans leurs files.',
    cost: "Rien : ce qui est déjà fait n'est pas refait. Si la cause dure, ils reviendront.",
    end: (movedCount: number, ids: readonly string[]) =>
      `${count(movedCount, 'message')} de retour dans leurs files ; ${count(ids.length, 'illisible')} de côté${ids.length > 0 ? ` (${ids.join(', ')}). L'alarme dure tant qu'il y en a : une personne qui déploie les regarde, puis les retire` : ". L'alarme s'éteint en cinq minutes"}.`,
  },
  heldSms(scopes: readonly string[]): string {
    const heldText = scopes.includes('account')
      ? 'tous les SMS : le budget du mois est dépensé'
      : `les SMS vers ${scopes.map(territoryText).join(', ')} : leur prix ou leur débit dépasse une limite`
    return `AWS accepte des SMS sans les envoyer. Le service retient ${heldText}. Les anciens identifiants restent valables.`
  },
  trySms: {
    plan: "Laisser partir un SMS à titre d'essai. Si AWS a relevé la limite, tous suivent.",
    cost: "Si AWS n'a rien relevé, un électeur reçoit un e-mail d'échec et peut redemander sans que cela compte.",
  },
  smsProbe: "Un essai est en cours : son accusé est attendu d'une minute à l'autre.",
  suspension:
    'Le vote est suspendu : aucun SMS ne part. « npm run election -- resume --stack » le reprend.',
  failingTerritory: (name: string, code: string) =>
    `La plupart des SMS vers ${name} n'arrivent pas. Pour les retenir sans rien perdre : npm run election -- remedy sms ${code} --stack`,
  territoryToHold: (name: string) => `Vous demandez de retenir les SMS vers ${name}.`,
  pauseReason: 'Les SMS vers ce territoire n’arrivent pas',
  pause: (name: string, code: string) => ({
    plan: `Retenir les SMS vers ${name}. Les demandes restent acceptées, à leur rang.`,
    cost: `Les personnes de ce territoire attendent, avec un e-mail qui le dit. « npm run sms -- resume ${code} --stack » les laisse repartir.`,
  }),
} as const

export const remedyTexts = {
  findings: 'Ce qui ne va pas :',
  noFinding: 'Rien de ce que ce remède sait réparer n’est arrêté.',
  advice: (text: string) => `Ce remède ne répare rien. ${text}`,
  otherCauses: 'Si le problème dure :',
  refusal: 'Cela n’a pas été changé.',
  plan: (text: string) => `Ce que ce remède va faire : ${text}`,
  cost: (text: string) => `Ce que cela coûte : ${text}`,
  confirmation: 'On y va ? (oui/non) ',
  missingYesOption: 'Sans terminal pour répondre, ajoutez --yes. Rien n’a été changé.',
  readFailure: (error: string) =>
    `Une partie n’a pas pu être lue (${error}) : elle n’est pas jugée.`,
  noTerritory: 'Seul le remède « sms » prend un territoire.',
} as const
