import type { ElectionDay } from '../../shared/domain/election-day.ts'
import type { DayCap } from '../../shared/domain/sms/daily-caps.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import { ignoreFailure } from './postponements.ts'

/** Counts an SMS in each cap, and undoes the counts unless the SMS may have left. */
export async function withinCaps<Sending>(
  { smsDays }: Pick<ReissuePorts, 'smsDays'>,
  caps: readonly DayCap[],
  steps: {
    full(cap: DayCap): Promise<Sending>
    send(setMayHaveLeft: (mayHaveLeft: boolean) => void): Promise<Sending>
  },
): Promise<Sending> {
  const days: ElectionDay[] = []
  let mayHaveLeft = false
  try {
    for (const cap of caps) {
      const hasPlace = await smsDays.count(cap.day, cap.smsPerDay)
      if (!hasPlace) return await steps.full(cap)
      days.push(cap.day)
    }
    return await steps.send((leaves) => {
      mayHaveLeft = leaves
    })
  } finally {
    if (!mayHaveLeft) await Promise.all(days.map((day) => ignoreFailure(smsDays.uncount(day))))
  }
}
