import { describe, expect, it } from 'vitest'
import { section } from '../../functions/show-watch/section.ts'
import { showWatch } from '../../functions/show-watch/show-watch.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { newStaffSession } from '../../shared/domain/staff/staff-session.ts'
import { now } from '../builders/values.ts'
import { inMemoryStaffSessions } from '../fakes/in-memory-staff.ts'

const minutes = (count: number) => secondsLater(now, count * 60)

let at = now

describe('a page that watches', () => {
  const staff = {
    issuer: 'https://connexion.example.org',
    clientId: 'reassort',
    addresses: 'verified' as const,
    people: [
      { email: 'alix@example.org', role: 'agent' as const },
      { email: 'dominique@example.org', role: 'delegate' as const },
    ],
  }
  const page = (heading: string) => async () => ({
    at: now.toISOString(),
    sections: [section(heading, {})],
  })
  const pages = { watchPage: page('watch'), dayPage: page('day') }

  it('is shown by role, to nobody who is not signed in, and is no use of the session', async () => {
    const sessions = inMemoryStaffSessions()
    const signIn = async (email: string) => {
      const { cookie, session } = newStaffSession(email, now)
      await sessions.open(session)
      return cookie
    }
    const dependencies = { sessions, staff, ...pages, clock: () => at }
    const shown = async (cookie?: string) => {
      const answer = await showWatch(dependencies, cookie)
      if (answer.outcome !== 'shown') return answer.outcome
      const { watch, day } = answer.view
      return [watch, day].flatMap((one) => one?.sections.map(({ heading }) => heading) ?? [])
    }
    const agent = await signIn('alix@example.org')
    const delegate = await signIn('dominique@example.org')
    const expiries = () => sessions.all().map(({ expiresAt }) => expiresAt)
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
