import { enterBooth } from '../../functions/enter-booth/enter-booth.ts'
import { showBooth } from '../../functions/show-booth/show-booth.ts'
import { signIn } from '../../functions/sign-in/sign-in.ts'
import { readSessionCookie, type SessionClaim } from '../../shared/domain/account/session.ts'
import { graceMinutes } from '../../shared/domain/election/election-dates.ts'
import { splitNotice } from '../../shared/domain/staff/printed-notice.ts'
import { deriveIdentifier } from '../../shared/domain/voter/identifier-derivation.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { keys } from '../builders/values.ts'
import { password, type SignedInVoter } from '../builders/voters.ts'
import { inMemoryJournal } from '../fakes/channels.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'
import type { WorldClocks } from './clocks.ts'
import { must } from './invariants.ts'
import type { pipelinesOf } from './pipelines.ts'

interface Inside {
  spaceClaim: SessionClaim
  boothClaim: SessionClaim
}

export function entriesOf(
  tables: Tables,
  { times, isOpenFor }: WorldClocks,
  route: ReturnType<typeof pipelinesOf>['route'],
) {
  const { clock, election } = times.routes
  const { journal } = inMemoryJournal()
  const ports = { ...tables, keys, election, clock, journal }
  const browser = { password, deviceCookie: undefined, clientNetwork: '203.0.113.9' }
  const inside: Inside[] = []
  let finished = 0

  async function enter({ voterId, email, identifier }: SignedInVoter): Promise<void> {
    let cookie = ''
    await route(async () => {
      const result = await signIn(ports, { ...browser, email })
      if (result.outcome === 'signed-in') cookie = result.cookie
      must(cookie !== '' || result.outcome === 'too-many-attempts', 'the right password opens')
    })
    const space = readSessionCookie(cookie)
    if (!space) return
    const voter = (await tables.voters.find(voterId)) as Voter
    const { identifierReissueId: from } = voter
    const halves = splitNotice(keys, voter)
    const onPaper = halves ? `${halves.beginning}${halves.end}` : identifier
    const valid = from ? deriveIdentifier(keys, voterId, from) : onPaper
    let outcome = ''
    const request = { ...browser, claim: space, identifier: valid }
    await route(async () => {
      const entry = await enterBooth(ports, request)
      outcome = entry.outcome
      if (entry.outcome !== 'entered') return
      const claims = {
        spaceClaim: space,
        boothClaim: readSessionCookie(entry.cookie) as SessionClaim,
      }
      inside.push(claims)
      await see(claims)
    })
    if (outcome === 'too-many-attempts') return
    const expected = isOpenFor('vote') ? 'entered' : 'vote-closed'
    must(outcome === expected, 'the valid identifier opens the vote until it closes, and no longer')
  }

  async function see(claims: Inside): Promise<void> {
    const { outcome } = await showBooth(ports, claims)
    if (outcome === 'unauthenticated') return
    const mayFinish = isOpenFor('vote', graceMinutes * 60)
    must(
      mayFinish === (outcome === 'shown'),
      'whoever is in at the closing may finish, for a while',
    )
    if (mayFinish && !isOpenFor('vote')) finished++
  }

  async function seeAll(): Promise<void> {
    for (const claims of inside) await route(() => see(claims))
  }

  return { enter, seeAll, entered: () => inside.length, finished: () => finished }
}
