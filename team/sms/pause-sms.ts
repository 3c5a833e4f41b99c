import type { Election } from '../../shared/domain/election/election.ts'
import { changeBreaker } from '../../shared/domain/sms/change-breaker.ts'
import {
  pauseTerritory,
  resumeTerritory,
  type SmsBreakers,
} from '../../shared/domain/sms/sms-breaker.ts'
import { isReason } from '../../shared/domain/staff/reason.ts'
import { smsTexts as texts } from '../../shared/texts/sms/sms-command.ts'

/** Saint-Barthélemy and Saint-Martin have Guadeloupe's numbers, and its code stands for them in each request. */
const codeOf = (territory: string) => (['BL', 'MF'].includes(territory) ? 'GP' : territory)

/** @param reason absent where none is asked for */
export function mistakeOf(
  territories: readonly string[],
  territory: string,
  reason: string | undefined,
): string | undefined {
  const known = [...new Set(territories.map(codeOf))]
  if (!known.includes(territory)) return texts.notTerritory(territory, known)
  return reason !== undefined && !isReason(reason) ? texts.reasonless : undefined
}

/**
 * Holds the SMS to a territory, or lets them leave again.
 * @param asked without a reason: they are to leave again
 */
export async function pauseSms(
  smsBreakers: SmsBreakers,
  { territories }: Pick<Election, 'territories'>,
  { territory, reason, now }: { territory: string; reason: string | undefined; now: Date },
): Promise<{ done: boolean; told: string }> {
  const mistake = mistakeOf(territories, territory, reason)
  if (mistake) return { done: false, told: mistake }
  const { before, after } = await changeBreaker(smsBreakers, (breaker) =>
    reason === undefined
      ? resumeTerritory(breaker, territory)
      : pauseTerritory(breaker, territory, { since: now, reason }),
  )
  const isChanged = after !== before
  if (reason === undefined) {
    return { done: true, told: (isChanged ? texts.resumed : texts.notPaused)(territory) }
  }
  return { done: true, told: (isChanged ? texts.pausedNow : texts.pausedAlready)(territory) }
}
