import { describe, expect, it } from 'vitest'
import { showWatch } from '../../functions/show-watch/show-watch.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { section } from '../../shared/domain/staff/watched-sections.ts'
import { now } from '../builders/values.ts'
import { inMemoryStaffFiles } from '../fakes/in-memory-staff-files.ts'

const minutes = (count: number) => secondsLater(now, count * 60)

let at = now

describe('a page that watches', () => {
  const page = (heading: string) => async () => ({
    ...{ at: now.toISOString(), vote: 'Le vote ferme.' },
    sections: [section(heading, {})],
  })
  const pages = { watchPage: page('watch'), dayPage: page('day') }

  it('is shown by role, to nobody who is not signed in, and is no use of the session', async () => {
    const { ports, signedIn } = inMemoryStaffFiles()
    const dependencies = { ...ports, ...pages, clock: () => at }
    const shown = async (cookie?: string) => {
      const answer = await showWatch(dependencies, cookie)
      if (answer.outcome !== 'shown') return answer.outcome
      const { watch, day } = answer.view
      return [watch, day].flatMap((one) => one?.sections.map(({ heading }) => heading) ?? [])
    }
    const [agent, delegate] = [await signedIn('alix'), await signedIn('dominique')]
    const expiries = () => ports.sessions.all().map(({ expiresAt }) => expiresAt)
    const before = expiries()
    at = minutes(20)
    expect(await shown(agent)).toEqual(['watch', 'day'])
    expect(await shown(delegate)).toEqual(['watch'])
    expect(await shown()).toBe('unauthenticated')
    expect(expiries()).toEqual(before)
    at = minutes(31)
    expect(await shown(agent)).toBe('unauthenticated')
  })
})
