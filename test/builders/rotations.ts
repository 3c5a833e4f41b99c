import { headerWithIds, type KeyUses, keyRings } from '../../shared/domain/account/key-rotation.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import {
  type KeyRing,
  keyGroups,
  propagationSeconds,
  type RingName,
  ringVersions,
} from '../../shared/domain/keys.ts'
import type { RollOperation } from '../../shared/domain/roll/roll-operation.ts'
import type { Rotation } from '../../team/keys/rotate-keys.ts'
import { now } from './values.ts'

export const ringNames: readonly RingName[] = [...keyGroups, 'originToken']

const firstSecret = (name: string) => `the first secret of ${name}, which serves in tests only`

/** Functions may still hold any ring of the last minutes; all of these are checked. */
export function aRotation() {
  let time = now
  let diesAt = Number.POSITIVE_INFINITY
  let awaits = 0
  let sleeps = 0
  const rings = new Map<RingName, { from: Date; ring: KeyRing }[]>(
    ringNames.map((name) => [name, [{ from: new Date(0), ring: { current: firstSecret(name) } }]]),
  )
  const lines: string[] = []
  const stored = {
    unsent: new Map<string, number>(),
    halfNotices: new Map<string, number>(),
    cancellable: 0,
    identifiers: new Map<string, number>(),
    operations: [] as RollOperation[],
  }
  let sent = new Set([firstSecret('originToken')])

  const written = (name: RingName) => rings.get(name) ?? []
  const ringOf = (name: RingName) => written(name).at(-1)?.ring as KeyRing

  function knownRings(name: RingName): KeyRing[] {
    const since = secondsLater(time, -propagationSeconds)
    return written(name)
      .filter((_, index, all) => (all[index + 1]?.from ?? time) > since)
      .map(({ ring }) => ring)
  }

  function checkNothingIsRefused(): void {
    for (const name of rings.keys()) {
      const made = new Set(knownRings(name).map(({ current }) => current))
      if (name === 'originToken') for (const token of sent) made.add(token)
      for (const known of knownRings(name)) {
        for (const version of made) {
          if (!ringVersions(known).includes(version)) throw new Error(`${name}: one is refused`)
        }
      }
    }
  }

  async function step<Value>(act: () => Value): Promise<Value> {
    if (++awaits === diesAt) throw new Error('died')
    const value = act()
    checkNothingIsRefused()
    if (++awaits === diesAt) throw new Error('died')
    return value
  }

  const originHeader = headerWithIds(
    {
      find: () => step(() => ({ version: [...sent].at(-1), isEverywhere: sent.size === 1 })),
      send: (token) =>
        step(() => {
          sent.delete(token)
          sent.add(token)
          return true
        }),
    },
    async () => ringOf('originToken'),
  )
  const rotation = {
    rings: keyRings(
      {
        read: (name) => step(() => ringOf(name)),
        write: (name, ring) => step(() => void written(name).push({ from: time, ring })),
      },
      () => time,
    ),
    originHeader,
    uses: {
      countUnsentSms: (id) => step(() => stored.unsent.get(id) ?? 0),
      countHalfNotices: (id) => step(() => stored.halfNotices.get(id) ?? 0),
      countCancellableReissues: () => step(() => stored.cancellable),
      countVotersByVersion: () => step(() => stored.identifiers),
    } satisfies KeyUses,
    operations: { list: () => step(() => stored.operations) },
    clock: () => time,
    sleep: (milliseconds) =>
      step(() => {
        if (++sleeps > 99) throw new Error('waits for ever')
        time = secondsLater(time, milliseconds / 1000)
        sent = new Set([...sent].slice(-1))
      }),
    moment: (at) => at.toISOString(),
    print: (line) => void lines.push(line),
  } satisfies Rotation

  return {
    rotation,
    lines,
    stored,
    ringOf,
    write: (name: RingName, ring: KeyRing) => void written(name).push({ from: time, ring }),
    sent: () => [...sent],
    deploy() {
      sent = new Set([ringOf('originToken').current])
      checkNothingIsRefused()
    },
    sendBack(token: string) {
      sent = new Set([token])
    },
    later(seconds: number) {
      time = secondsLater(time, seconds)
      checkNothingIsRefused()
    },
    dieAt(nth: number) {
      awaits = 0
      diesAt = nth
    },
  }
}
