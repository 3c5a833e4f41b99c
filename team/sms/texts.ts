import type { SmsChange } from '../../shared/domain/sms/sms-change.ts'
import { nearMoment, sinceMoment } from '../../shared/texts/moments.ts'
import { territoryText } from '../../shared/texts/territory-name.ts'
import { printableText } from '../misuse-text.ts'

interface OpenCircuit {
  scope: string
  probeAt: Date
  probeId: string | undefined
}

interface Hold {
  since: Date
  reason: string
  by?: string
}

interface Cap extends Hold {
  smsPerDay: number
}

const nothingHeldText =
  "Rien ne dit qu'AWS accepte des SMS sans les envoyer : aucune limite ne les retient."

const placeText = (code: string) => `${territoryText(code)} (${code})`

const soonText = 'dans les six minutes qui viennent.'

const outcomeTexts = {
  pause: 'les SMS sont retenus.',
  cap: "les SMS sont limités, ceux d'aujourd'hui compris.",
  resume: `les SMS repartent, ${soonText}`,
  uncap: `les SMS ne sont plus limités : ceux qui attendent partent ${soonText}`,
  try: `Un SMS retenu part à titre d'essai, ${soonText}`,
  close: `Les SMS retenus par une limite repartent, ${soonText}`,
} as const

export const smsCommandTexts = {
  noOpenCircuit: nothingHeldText,
  openCircuits(circuits: readonly OpenCircuit[], timeZone: string, now: Date): string[] {
    return circuits.map(({ scope, probeAt, probeId }) => {
      const subject =
        scope === 'account'
          ? "Tous les SMS sont retenus : le budget du mois est dépensé, d'après AWS."
          : `${placeText(scope)} : SMS retenus, leur prix ou leur débit dépasse une limite, d'après AWS.`
      const nextText = probeId
        ? "Un essai est en cours : son accusé est attendu d'une minute à l'autre."
        : probeAt <= now
          ? "Le prochain SMS part à titre d'essai."
          : `Un essai partira de lui-même ${nearMoment(probeAt, timeZone, now)}.`
      return `${subject} ${nextText}`
    })
  },
  pausedTerritory: (territory: string, hold: Hold, timeZone: string, now: Date) =>
    `${placeText(territory)} : SMS retenus par l'équipe ${holdText(hold, timeZone, now)}. « npm run sms -- resume ${territory} --stack » les laisse repartir.`,
  cappedTerritory(
    territory: string,
    cap: Cap,
    { smsCount, heldCount }: { smsCount: number; heldCount: number },
    timeZone: string,
    now: Date,
  ) {
    const waitingText = heldCount > 0 ? ` En attente d'un autre jour : ${heldCount}.` : ''
    return `${placeText(territory)} : SMS limités par l'équipe à ${cap.smsPerDay} par jour ${holdText(cap, timeZone, now)}. Partis aujourd'hui : ${smsCount}.${waitingText} « npm run sms -- uncap ${territory} --stack » lève cette limite.`
  },
  changeResult(change: SmsChange, isChanged: boolean): string {
    if (!('territory' in change)) return isChanged ? outcomeTexts[change.change] : nothingHeldText
    const prefix = isChanged ? '' : "Rien n'a changé. "
    const undoVerb = { pause: 'resume', cap: 'uncap', resume: '', uncap: '' }[change.change]
    const undoText = ` « npm run sms -- ${undoVerb} ${change.territory} --stack » y met fin.`
    return `${prefix}${placeText(change.territory)} : ${outcomeTexts[change.change]}${undoVerb && undoText}`
  },
  unknownTerritory: (input: string, knownCodes: readonly string[]) =>
    `« ${printableText(input)} » n'est pas un territoire où cette élection envoie des SMS : ${knownCodes.map(placeText).join(', ')}. Saint-Barthélemy et Saint-Martin ont les numéros de la Guadeloupe (GP).`,
  refusal: (reason: string) => `AWS refuse ce SMS : ${reason}.`,
  acceptance: (messageId: string) => `AWS a accepté ce SMS (${messageId}).`,
  handsetHint: 'Il est sur le téléphone de « npm start ».',
  receiptHint: (group: string) =>
    `Est-il arrivé ? Son accusé vient dans les journaux « ${group} » et « ${group}/Failure » de CloudWatch : il dit le prix, ou pourquoi le SMS n'est pas parti.`,
} as const

const holdText = ({ since, reason, by }: Hold, timeZone: string, now: Date) =>
  `${sinceMoment(since, timeZone, now)} : ${reason}${by === undefined ? '' : ` (${by})`}`
