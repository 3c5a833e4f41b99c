import { instantOf, type Vote } from './demand.ts'
import { within } from './flow.ts'
import type { Played } from './play.ts'

/** The busiest minute that `lib/busiest-minute.ts` plans for, which tests measure. */
export interface PlannedLoad {
  perSecond: number
  route?: string
  writes: Readonly<Record<string, number>>
}

export type PlannedLoads = Readonly<Record<string, PlannedLoad>>

/** What each planned load comes with, and how many of those a second it is planned for. */
const drivers = {
  links: 1000 / 3,
  reissues: 25,
  passwords: 200,
  stopLinks: 25,
  sms: 25,
} as const

type Driver = keyof typeof drivers

const driverOf: Readonly<Record<string, Driver>> = {
  passwordSet: 'passwords',
  code: 'reissues',
  request: 'reissues',
  wrongRequest: 'reissues',
  requestFollowed: 'reissues',
  linkOpened: 'stopLinks',
  requestWithdrawn: 'reissues',
  requestConfirmed: 'stopLinks',
  smsSent: 'sms',
}

/** What each step has of the planned busiest minute, by what comes with what. */
export function planPlayed(vote: Vote, played: Played, loads: PlannedLoads) {
  const counts = Array.from(vote.links, (links, step) => ({
    links,
    reissues: vote.reissues[step] ?? 0,
    passwords: within(played.passwords, step),
    stopLinks: within(played.stopLinks.left, step),
    sms: within(played.sms.left, step),
  }))
  const shareOf = (load: string, step: number) => {
    const driver = driverOf[load] ?? 'links'
    return (counts[step]?.[driver] ?? 0) / vote.stepSeconds / drivers[driver]
  }
  return {
    perSecond: (load: string, step: number) => shareOf(load, step) * (loads[load]?.perSecond ?? 0),
    /** Write units a second of a table. */
    writes: (table: string, step: number) =>
      Object.entries(loads).reduce(
        (sum, [load, { perSecond, writes }]) =>
          sum + perSecond * shareOf(load, step) * (writes[table] ?? 0),
        0,
      ),
  }
}

/** Of a limit: what is asked of it at most, and from when on it is too little. */
export function strainOf(
  vote: Vote,
  limit: number | undefined,
  demandAt: (step: number) => number,
) {
  let most = 0
  let exceeded: number | undefined
  for (let step = 0; step < vote.links.length; step++) {
    const asked = demandAt(step)
    most = Math.max(most, asked)
    if (exceeded === undefined && limit !== undefined && asked > limit) exceeded = step
  }
  return { most, exceededAt: exceeded === undefined ? undefined : instantOf(vote, exceeded) }
}
