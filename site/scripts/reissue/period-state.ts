export type PeriodState = 'not-open' | 'open' | 'closes-soon' | 'closed'

const soonMilliseconds = 2 * 3600_000

interface Period {
  opensAt: WallInstant
  closesAt: WallInstant
}

export function periodStateAt({ opensAt, closesAt }: Period, now: WallInstant): PeriodState {
  if (now < opensAt) return 'not-open'
  if (now >= closesAt) return 'closed'
  return closesAt.getTime() - now.getTime() <= soonMilliseconds ? 'closes-soon' : 'open'
}
