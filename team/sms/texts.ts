import { nearMoment, sinceMoment } from '../../shared/texts/moments.ts'
import { territoryName } from '../../shared/texts/territory-name.ts'
import { printable } from '../misuse-text.ts'

interface Open {
  scope: string
  trialAt: Date
  tries: string | undefined
}

interface Pause {
  since: Date
  reason: string
}

interface Cap extends Pause {
  smsPerDay: number
}

export const smsCommandTexts = {
  closed: "Rien ne dit qu'AWS prend des SMS sans les envoyer : aucune limite ne les retient.",
  open(open: readonly Open[], timeZone: string, now: Date): string[] {
    return open.map(({ scope, trialAt, tries }) => {
      const where =
        scope === 'account'
          ? "Tous les SMS sont retenus : le budget du mois est dépensé, d'après AWS."
          : `Les SMS vers ${scope} sont retenus : leur prix ou leur débit dépasse une limite, d'après AWS.`
      const next = tries
        ? "Un essai est en cours : son accusé est attendu d'une minute à l'autre."
        : trialAt <= now
          ? "Le prochain SMS part à titre d'essai."
          : `Un essai partira de lui-même ${nearMoment(trialAt, timeZone, now)}.`
      return `${where} ${next}`
    })
  },
  paused(pauses: readonly (readonly [territory: string, Pause])[], timeZone: string, now: Date) {
    return pauses.map(
      ([territory, { since, reason }]) =>
        `Les SMS vers ${territory} sont suspendus par l'équipe ${sinceMoment(since, timeZone, now)} : ${reason}`,
    )
  },
  pausedNow: (territory: string) =>
    `Les SMS vers ${territory} sont suspendus. « npm run sms -- resume ${territory} --stack » les laisse repartir.`,
  pausedAlready: (territory: string) => `Les SMS vers ${territory} étaient déjà suspendus.`,
  resumed: (territory: string) =>
    `Les SMS vers ${territory} repartent, dans les six minutes qui viennent.`,
  notPaused: (territory: string) => `Les SMS vers ${territory} n'étaient pas suspendus.`,
  capped(
    territory: string,
    { smsPerDay, since, reason }: Cap,
    { smsCount, heldCount }: { smsCount: number; heldCount: number },
    timeZone: string,
    now: Date,
  ) {
    const waiting = heldCount > 0 ? ` En attente d'un autre jour : ${heldCount}.` : ''
    return `Les SMS vers ${territory} sont limités par l'équipe à ${smsPerDay} par jour ${sinceMoment(since, timeZone, now)} : ${reason}. Partis aujourd'hui : ${smsCount}.${waiting}`
  },
  cappedNow: (territory: string, smsPerDay: number, left: number) =>
    `Les SMS vers ${territory} sont limités à ${smsPerDay} par jour. Déjà partis aujourd'hui : ${left}. « npm run sms -- uncap ${territory} --stack » lève cette limite.`,
  uncapped: (territory: string) =>
    `Les SMS vers ${territory} ne sont plus limités : ceux qui attendent partent dans les six minutes qui viennent.`,
  notCapped: (territory: string) => `Les SMS vers ${territory} n'étaient pas limités.`,
  notTerritory: (typed: string, known: readonly string[]) =>
    `« ${printable(typed)} » n'est pas un territoire où cette élection envoie des SMS : ${known.map((code) => `${territoryName(code)} (${code})`).join(', ')}. Saint-Barthélemy et Saint-Martin ont les numéros de la Guadeloupe (GP).`,
  trying: "Un SMS retenu partira à titre d'essai dans les six minutes qui viennent.",
  closedNow: 'Les SMS retenus par une limite repartent, dans les six minutes qui viennent.',
  refused: (why: string) => `AWS refuse ce SMS : ${why}.`,
  taken: (messageId: string) => `AWS a pris ce SMS (${messageId}).`,
  onHandset: 'Il est sur le téléphone de « npm start ».',
  awaiting: 'Son accusé est attendu pendant une minute et demie…',
  sent: (price: number | undefined) =>
    `L'accusé dit que l'opérateur l'a pris${price === undefined ? '' : ` (${price} USD)`}. Est-il arrivé ?`,
  notSent: (why: string) => `L'accusé dit qu'il n'est pas arrivé : ${why}.`,
  noReceipt: (group: string) =>
    `Aucun accusé n'est encore venu : il peut venir plus tard, dans les journaux « ${group} » et « ${group}/Failure » de CloudWatch.`,
} as const
