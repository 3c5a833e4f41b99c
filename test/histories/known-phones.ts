import {
  confirmCode,
  removePhone,
  requestCode,
  undoPhoneChange,
} from '../../functions/register-phone/register-phone.ts'
import { phoneCode, phoneLink } from '../../shared/domain/account/phone-code.ts'
import { boundPhoneHashes } from '../../shared/domain/account/phone-registration.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import type { Journal } from '../../shared/runtime/journal.ts'
import { keys, noNotify } from '../builders/values.ts'
import { knowPhone, openSession, password, siteUrl } from '../builders/voters.ts'
import { inMemoryNotifications } from '../fakes/channels.ts'
import { noPause } from '../fakes/clock.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'
import { type Guard, guarded } from '../fakes/interception.ts'
import type { WorldClocks } from './clocks.ts'
import type { Death } from './happenings.ts'
import { must, type PhoneUses } from './invariants.ts'
import type { pipelinesOf } from './pipelines.ts'

interface Registering {
  tables: Tables
  clocks: WorldClocks
  journal: Journal
  route: ReturnType<typeof pipelinesOf>['route']
  signedOut: Map<string, number>
  invoke(where: Death, run: (guard: Guard) => Promise<unknown>): Promise<'ended' | 'killed'>
}

const smsDailyCap = 1000

export function knownPhonesOf(world: Registering) {
  const { tables, clocks, route, signedOut, journal, invoke } = world
  const { routes } = clocks.times
  const undone = new Set<string>()
  let registered = 0
  let toKnown = 0
  const find = async (voterId: string) => (await tables.voters.find(voterId)) as Voter

  async function change(
    where: Death,
    act: (ports: ReturnType<typeof portsOf>) => Promise<{ outcome: string }>,
  ): Promise<string> {
    let outcome = ''
    const fate = await invoke(where, (guard) =>
      route(async () => {
        outcome = (await act(portsOf(guard))).outcome
      }),
    )
    return fate === 'killed' ? 'killed' : outcome
  }

  const portsOf = (guard: Guard) => ({
    ...guarded(tables, guard, 'knownPhones'),
    ...{ keys, smsQueue: { put: noNotify }, notifications: inMemoryNotifications(), journal },
    ...{ clock: routes.clock, pause: noPause, election: { ...routes.election, smsDailyCap } },
  })

  async function claimOf(voter: Voter) {
    await routes.refresh()
    return (await openSession(tables, voter, routes.clock())).session
  }

  const know = ({ voterId }: { voterId: string }, phone: Phone) =>
    knowPhone(tables, voterId, phone, routes.clock())

  async function register({ voterId }: { voterId: string }, phone: Phone, where: Death) {
    const voter = await find(voterId)
    const claim = await claimOf(voter)
    const outcome = await change(where, async (ports) => {
      const asked = await requestCode(ports, claim, { phone, password })
      if (asked.outcome !== 'requested') return asked
      return confirmCode(ports, claim, phoneCode(keys, voterId, asked.proof))
    })
    if (outcome !== 'changed') return
    registered++
    const { knownPhone } = await find(voterId)
    must(knownPhone?.phoneHash === hashPhone(keys, phone), 'a phone that is confirmed is known')
  }

  async function remove({ voterId }: { voterId: string }, where: Death) {
    const voter = await find(voterId)
    const claim = await claimOf(voter)
    const outcome = await change(where, (ports) => removePhone(ports, claim, password))
    if (outcome === 'changed') must(!(await find(voterId)).knownPhone, 'a removal removes')
  }

  async function undo({ voterId }: { voterId: string }, where: Death) {
    const voter = await find(voterId)
    const former = voter.formerPhone
    if (!former) return
    await routes.refresh()
    const [, token = ''] = phoneLink(siteUrl, keys, voterId, former).split('#')
    const hasCounted = former.settlesAt <= former.changedAt
    const isOpen = former.endsAt > routes.clock() && hasCounted
    const outcome = await change(where, (ports) => undoPhoneChange(ports, token))
    const { formerPhone, knownPhone, latestReissueId } = await find(voterId)
    if (!formerPhone) {
      undone.add(voterId)
      signedOut.set(voterId, (signedOut.get(voterId) ?? 0) + 1)
      must(knownPhone?.phoneHash === former.phoneHash, 'after the link the former phone is known')
    }
    if (['', 'killed'].includes(outcome)) return
    const isUndone = outcome === 'changed' || outcome === 'too-late'
    must(!isOpen || isUndone, 'a change can be undone until the new phone counts')
    must(isOpen || !isUndone, 'and no longer, nor by one that never counted')
    const latest = latestReissueId ? await tables.reissues.find(latestReissueId) : undefined
    const isElsewhere = latest && latest.phoneHash !== former.phoneHash
    const isOver = ['cancelled', 'failed'].includes(latest?.state ?? '')
    must(outcome !== 'changed' || !isElsewhere || isOver, 'no SMS leaves to another phone after it')
  }

  async function checkPhones(items: readonly Voter[], phoneUses: PhoneUses): Promise<void> {
    for (const voter of items) {
      for (const phoneHash of boundPhoneHashes(voter)) {
        const { knownTo } = await phoneUses(phoneHash)
        must(knownTo === voter.voterId, 'a phone is known to one voter, until staff free it')
      }
    }
  }

  function checkRequest(voter: Voter, phone: Phone | undefined, reissue: Reissue): void {
    const { unknownPhone } = routes.election
    const { knownPhone } = voter
    if (phone) {
      must(unknownPhone !== 'refuse', 'no other phone is accepted where the rule refuses it')
      const isDelayed = reissue.delayEndsAt !== undefined
      must(isDelayed === (unknownPhone === 'delay'), 'another phone waits where the rule says so')
      return
    }
    toKnown++
    const isThere = knownPhone?.phoneHash === reissue.phoneHash && !reissue.delayEndsAt
    must(isThere, 'a request to the known phone goes there, at once')
    const hasSettled = knownPhone !== undefined && knownPhone.settlesAt <= reissue.requestedAt
    must(hasSettled, 'a known phone counts once it has settled')
  }

  return {
    checkRequest,
    toKnown: () => toKnown,
    know,
    register,
    remove,
    undo,
    undone,
    checkPhones,
    registered: () => registered,
  }
}
