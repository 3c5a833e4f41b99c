import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Caller } from '../../functions/answer-team-request/read-caller.ts'
import type { TeamRequest } from '../../shared/contract/team-requests.ts'
import { nameOf } from '../../shared/domain/approval.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import { noticeIdentifier } from '../../shared/domain/roll/notice.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { aTeamFunction, entry, identity, requests, voterId } from '../builders/team-function.ts'
import { bothClocks, keys } from '../builders/values.ts'
import { anInvocation } from '../fakes/interception.ts'
import { sized } from '../size.ts'

// Nothing is done twice, nor without two people who approved it in that very state.

const people: Caller[] = [
  { role: 'deployer', by: 'Deployer/alice', network: '203.0.113.1' },
  { role: 'deployer', by: 'Deployer/bob', network: '203.0.113.2' },
  { role: 'deployer', by: 'Deployer/carol', network: '203.0.113.1' },
  { role: 'deployer', by: 'Other/Alice', network: '203.0.113.3' },
]

const reason = 'panne des SMS'
const another = { numen: '27A9912345ABD', birthDate: '1979-05-24' }

const change = { compute: 'calendar-change', reason } as const
const repair = { ...requests.repair, voterId }

interface Seen {
  version: number
  approvalId: string
}

const ofCalendar = <Kind extends string>(
  kind: Kind,
  asked: { change: 'suspend' } | { change: 'extend'; minutes: number },
) => ({
  ...{ kind, of: 'calendar' as const },
  request: ({ version }: Seen) => ({ ...change, ...asked, version }),
})

const wanted = [
  ofCalendar('suspend', { change: 'suspend' }),
  ofCalendar('extend 30', { change: 'extend', minutes: 30 }),
  ofCalendar('extend 60', { change: 'extend', minutes: 60 }),
  { kind: 'repair', of: 'voter', request: () => ({ ...repair, correction: identity }) },
  { kind: 'another repair', of: 'voter', request: () => ({ ...repair, correction: another }) },
  { kind: 'pause', of: 'hold', request: () => requests['sms-change'] },
  { kind: 'closing', of: 'nothing', request: () => requests.closing },
  { kind: 'restoration', of: 'nothing', request: () => requests.restoration },
  { kind: 'wipe', of: 'roll', request: () => requests.wipe },
  { kind: 'wiped', of: 'roll', request: () => ({ ...requests.wipe, wiped: { voters: 1 } }) },
  { kind: 'notices', of: 'nothing', request: () => requests['notices-request'] },
  {
    kind: 'approve notices',
    of: 'nothing',
    request: ({ approvalId }: Seen) => ({ compute: 'notices-approval', approvalId }),
  },
  {
    kind: 'read notices',
    of: 'nothing',
    request: ({ approvalId }: Seen) => ({ ...requests.notices, approvalId, voterIds: [voterId] }),
  },
] as const satisfies { kind: string; of: string; request: (seen: Seen) => TeamRequest }[]

type Wanted = (typeof wanted)[number]

const changing = ['calendar', 'voter', 'roll', 'hold'] as const

const steps = fc.array(
  fc.record({
    who: fc.nat(people.length - 1),
    what: fc.nat(wanted.length - 1),
    minutes: fc.constantFrom(0, 0, 1, 29, 31, 59, 61, 1441),
    outside: fc.constantFrom(undefined, undefined, undefined, undefined, ...changing),
    isStale: fc.boolean(),
    // In half of the steps: with more deaths, few plays reach the reading of notices.
    death: fc.option(
      fc.record({
        call: fc.integer({ min: 1, max: 6 }),
        moment: fc.constantFrom('before' as const, 'after' as const),
      }),
      { nil: undefined, freq: 2 },
    ),
  }),
  { minLength: 2, maxLength: 30 },
)

type Step = typeof steps extends fc.Arbitrary<(infer One)[]> ? One : never

const topics: Record<string, readonly Wanted[]> = {
  'all actions': wanted,
  'changes of the calendar': wanted.filter(({ of }) => of === 'calendar'),
  'repairs of a voter': wanted.filter(({ of }) => of === 'voter'),
  'a pause of SMS': wanted.filter(({ of }) => of === 'hold'),
  'the reading of notices': wanted.filter(({ kind }) => kind.endsWith('notices')),
  'actions of several transactions': wanted.filter(({ kind }) => isBegun(kind) || kind === 'wiped'),
}

/** What no one transaction holds: its use is recorded first. */
function isBegun(kind: Wanted['kind']): boolean {
  return ['closing', 'wipe', 'restoration'].includes(kind)
}

interface Asked {
  person: string
  network: string
  kind: Wanted['kind']
  state: string
  at: Date
}

const enrolled = enrol(keys, { ...entry, birthDate: '1981-02-03' as never }).voter

const capOf = (smsPerDay: number) => ({ smsPerDay, since: bothClocks(0), reason })

async function play(
  topic: readonly Wanted[],
  played: readonly Step[],
): Promise<Set<Wanted['kind']>> {
  const { found, ask } = aTeamFunction({ mode: 'rehearsal' })
  const voter = (): Voter => found.voters[0] as Voter
  found.voters = [{ ...enrolled, noticeOperationId: 'import-1' }]
  const log: Asked[] = []
  const recordedUses: { kind: string; pair: string[]; state: string; at: Date }[] = []
  const seen = new Set<string>()
  const done: string[] = []
  const kinds = new Set<Wanted['kind']>()
  let lastVersion = 0
  let caps = 0
  let notices = 'none'

  const wantedByTwo = (own: Asked, isOfOneOffice: boolean) =>
    log.some(
      ({ person, network, kind, state, at }) =>
        person !== own.person &&
        kind === own.kind &&
        state === own.state &&
        (isOfOneOffice || network !== own.network) &&
        own.at < secondsLater(at, 3600),
    )

  for (const { who, what, minutes, outside, isStale, death } of played) {
    found.now = secondsLater(found.now, minutes * 60)
    if (outside === 'calendar')
      found.calendar = { ...found.calendar, version: found.calendar.version + 1 }
    if (outside === 'roll') found.open = ['import-1', `import ${found.now.toISOString()}`]
    if (outside === 'hold')
      found.breaker = {
        version: found.breaker.version + 1,
        circuits: {},
        caps: { PF: capOf(++caps) },
      }
    if (outside === 'voter') found.voters = [{ ...voter(), passwordSetAt: found.now }]
    const { kind, of, request } = topic[what % topic.length] as Wanted
    // Before the seal one person may pause, and after it notices are given no more.
    found.isSealed = kind === 'pause'
    const role = kind.endsWith('notices') ? 'rollTeam' : 'deployer'
    const caller = { ...(people[who] as Caller), role } as Caller
    const version = isStale ? lastVersion : found.calendar.version
    lastVersion = found.calendar.version
    const hold = () => JSON.stringify([found.breaker.pauses?.PF, found.breaker.caps?.PF])
    const before = { calendar: found.calendar.version, voter: voter(), hold: hold() }
    const { passwordSetAt, repairedAt, identityHash } = before.voter
    const state = {
      ...{ calendar: String(version), nothing: '', roll: found.open.join(), hold: before.hold },
      voter: [passwordSetAt?.getTime(), repairedAt?.getTime(), identityHash].join(),
    }[of]
    const own: Asked = {
      ...{ person: nameOf(caller.by), network: caller.network, kind, state, at: found.now },
    }
    const invocation = anInvocation(death ?? { call: 99, moment: 'before' })
    let answer: Awaited<ReturnType<typeof ask>> | undefined
    await invocation.run(async () => {
      answer = await ask(request({ version, approvalId: notices }), caller, (ports) => ({
        ...ports,
        approvals: invocation.guard(ports.approvals),
        interventions: invocation.guard(ports.interventions),
        calendars: invocation.guard(ports.calendars),
        notifications: invocation.guard(ports.notifications),
        smsBreakers: invocation.guard(ports.smsBreakers),
        roll: invocation.guard(ports.roll),
      }))
    })
    if (kind === 'notices' && answer && 'request' in answer) notices = answer.request.approvalId
    const isChanged =
      found.calendar.version > before.calendar ||
      voter().identityHash !== before.voter.identityHash ||
      hold() !== before.hold
    if (isChanged) {
      expect(wantedByTwo(own, false), `${kind} was wanted by two`).toBe(true)
      expect(done, `${kind} was done once`).not.toContain(`${kind} ${state}`)
      done.push(`${kind} ${state}`)
      kinds.add(kind)
    }
    const isGiven = answer && 'status' in answer && answer.status === 'approved'
    if (isGiven && isBegun(kind)) {
      const isResumed = recordedUses.some(
        (one) =>
          one.kind === kind &&
          one.state === state &&
          one.pair.includes(own.person) &&
          found.now < secondsLater(one.at, 86_400),
      )
      expect(isResumed || wantedByTwo(own, true), `${kind} was wanted by two`).toBe(true)
      kinds.add(kind)
    }
    // A use recorded before its function died counts as begun.
    const { interventions } = found
    for (const { interventionId, confirms, by, kind, at } of interventions) {
      if (confirms === undefined || seen.has(interventionId)) continue
      seen.add(interventionId)
      const first = interventions.find((one) => one.interventionId === confirms)
      const pair = [first?.by ?? '', by].map(nameOf)
      expect(new Set(pair).size, 'of two people').toBe(2)
      recordedUses.push({ kind, pair, state, at })
    }
    if (kind === 'read notices' && answer && 'values' in answer) {
      const isApproved = recordedUses.some(
        (one) =>
          one.kind === 'notices' &&
          one.pair[0] === own.person &&
          found.now < secondsLater(one.at, 3600),
      )
      expect(isApproved, 'another person approved').toBe(true)
      expect(answer.values).toEqual([noticeIdentifier(keys, voter())])
      kinds.add(kind)
    }
    log.push(own)
  }
  const ids = found.interventions.map(({ interventionId }) => interventionId)
  expect(new Set(ids).size, 'each is told once').toBe(ids.length)
  return kinds
}

// They only lead to another action.
const preparing: Wanted['kind'][] = ['wiped', 'notices', 'approve notices']

it.for(Object.entries(topics))(
  '%s: each was requested by two different people in that state, and is done once',
  async ([name, topic]) => {
    // One play in 150 reaches the reading of notices.
    const runs = sized(name === 'the reading of notices' ? 1200 : 300, 3400)
    const reached = new Set<string>(topic === wanted ? topic.map(({ kind }) => kind) : preparing)
    await fc.assert(
      fc.asyncProperty(steps, async (played) => {
        for (const kind of await play(topic, played)) reached.add(kind)
      }),
      { numRuns: runs },
    )
    // Guards against vacuous plays: each kind was carried out at least once.
    expect([...reached]).toEqual(expect.arrayContaining(topic.map(({ kind }) => kind)))
  },
)
