import type { Morning, playFirstMorning } from './first-morning.ts'

/** @param share of 100,000 first connections and 30,000 reissues */
export function mornings(share: number): Morning[] {
  const whole = { links: 100_000 * share, reissues: 30_000 * share }
  return [
    ...[14, 50, 200, 300].map((mailsPerSecond) => ({ ...whole, mailsPerSecond })),
    // More at once than the highest rates that the schema allows let leave.
    ...[14, 300].map((mailsPerSecond) => ({
      ...whole,
      linkSeconds: 200 * share,
      reissueSeconds: 100 * share,
      mailsPerSecond,
      smsPerSecond: 100,
    })),
  ]
}

export function hottestInWords({
  hottest,
}: Pick<Awaited<ReturnType<typeof playFirstMorning>>, 'hottest'>): string {
  return hottest
    .map(({ table, key, perSecond }) => `${table} ${key.slice(0, 16)}: ${perSecond}`)
    .join(', ')
}
