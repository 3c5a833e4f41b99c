import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { dynamoKeyUses } from '../../shared/adapters/account/dynamo-key-uses.ts'
import {
  headerWithIds,
  type OriginHeader,
  type RotatedRing,
} from '../../shared/domain/account/key-rotation.ts'
import { newDevice } from '../../shared/domain/account/known-browser.ts'
import { readSessionCookie } from '../../shared/domain/account/session.ts'
import { signCookie } from '../../shared/domain/account/signed-cookie.ts'
import { deriveCookieKeys, deriveKeys, keyGroups } from '../../shared/domain/keys.ts'
import { cancelToken } from '../../shared/domain/reissue/cancellations.ts'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { type Rotation, replaceVersion, retireVersion } from '../../team/keys/rotate-keys.ts'
import type { keysFrom } from '../builders/values.ts'
import { type DeployedFunctions, startDeployedFunctions } from './deployed-functions.ts'
import { aDrillVoter, type DrillVoter } from './voters.ts'

const minute = 60_000

let functions: DeployedFunctions
let random = 1
/** Origin tokens that the CloudFront edges send: two during a change. */
let sent: string[] = []
const voters: DrillVoter[] = []

const token = () => {
  random = (random * 1_103_515_245 + 12_345) % 2 ** 31
  return sent[random % sent.length] ?? ''
}

const keysNow = async () =>
  Object.assign(
    {},
    ...(await Promise.all(
      keyGroups.map(async (group) => deriveKeys(group, await functions.ringOf(group))),
    )),
  ) as ReturnType<typeof keysFrom>

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true })
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  functions = await startDeployedFunctions(3)
  sent = [(await functions.ringOf('originToken')).current]
})

afterAll(async () => {
  vi.useRealTimers()
  await functions?.stop()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

let minutes = 0

async function aMinute(isJoined: boolean): Promise<boolean> {
  vi.setSystemTime(Date.now() + minute)
  if (isJoined) voters.push(await aDrillVoter(functions, token, await keysNow()))
  let isOver = true
  for (const { steps } of voters) if (!(await steps.next()).done) isOver = false
  return isOver
}

async function underLoad(milliseconds: number): Promise<void> {
  const until = Date.now() + milliseconds
  while (Date.now() + minute <= until) await aMinute(minutes++ % 2 === 0)
  vi.setSystemTime(until)
}

const originHeader: OriginHeader = {
  find: async () => ({ version: sent.length === 1 ? sent[0] : undefined, isEverywhere: true }),
  async send(next) {
    sent = [...sent, next]
    await underLoad(4 * minute)
    sent = [next]
    return true
  },
}

function rotation(): Rotation {
  const { tables, rings } = functions
  return {
    rings,
    originHeader: headerWithIds(originHeader, () => functions.ringOf('originToken')),
    uses: dynamoKeyUses(tables.database, tables.names),
    operations: tables.rollOperations,
    clock: () => new Date(),
    sleep: underLoad,
    moment: (at) => at.toISOString(),
    print: () => {},
  }
}

const day = 24 * 60 * minute

const untilRetired = {
  identifierKeys: 15 * minute,
  proofKeys: 3 * day,
  originToken: 9 * 60 * minute,
}

const rotated = ['originToken', 'identifierKeys', 'proofKeys'] as const

describe('a rotation of all keys under load, with the deployed functions', () => {
  const former = new Map<RotatedRing, string>()
  let formerKeys: ReturnType<typeof keysFrom>
  let late: DrillVoter

  it('causes no refusal, and all SMS of a request have one identifier', async () => {
    await underLoad(10 * minute)
    formerKeys = await keysNow()
    for (const name of rotated) {
      former.set(name, (await functions.ringOf(name)).current)
      await replaceVersion(rotation(), name)
      await expect(retireVersion(rotation(), name)).rejects.toThrow(/^[^\n]+$/)
    }
    await underLoad(10 * minute)
    late = await aDrillVoter(functions, token, await keysNow())
    while (!(await aMinute(false)));
    const firstVersions = new Set<string>()
    for (const { email, identifiers } of voters) {
      expect(identifiers()).toHaveLength(3)
      expect(new Set(identifiers()).size, 'identifiers of one request').toBe(1)
      const item = await functions.tables.voters.find(voterIdOf(formerKeys, email))
      firstVersions.add(item?.identifierHash.split('.')[0] ?? '')
    }
    expect(firstVersions.size, 'versions that made identifiers').toBe(2)
  }, 1_200_000)

  it.each(rotated)('leaves the former version of %s without any use', async (name) => {
    vi.setSystemTime(Date.now() + untilRetired[name])
    await retireVersion(rotation(), name, { forgetBrowsers: true })
    vi.setSystemTime(Date.now() + 10 * minute)
    const [first, last] = [voters[0], voters.at(-1)]
    if (name === 'proofKeys') first?.forgetDevice()
    await first?.returns()
    await last?.returns()
    await opensNothing(name, former.get(name) ?? '', formerKeys, late)
  })
})

async function opensNothing(
  name: RotatedRing,
  former: string,
  formerKeys: ReturnType<typeof keysFrom>,
  voter: DrillVoter,
): Promise<void> {
  const current = await keysNow()
  const owner = { voterId: voterIdOf(current, voter.email), sessionEpoch: 0 }
  switch (name) {
    case 'proofKeys': {
      const { cookie, deviceId } = newDevice(formerKeys, owner)
      voter.forgetDevice()
      voter.cookies.set('__Host-device', cookie)
      await voter.asksAgain()
      expect(voter.cookies.get('__Host-device')).not.toContain(deviceId)
      const { id } = voter.reissue
      expect(await voter.cancel(cancelToken(formerKeys, id))).toBe(404)
      expect(await voter.cancel(cancelToken(current, id))).toBe(204)
      return
    }
    case 'originToken': {
      await voter.signIn()
      expect(await voter.space()).toBe(200)
      const sealed = voter.cookies.get('__Host-session') ?? ''
      const value = sealed.split('.').slice(0, 3).join('.')
      expect(readSessionCookie(value)).toBeDefined()
      const signed = signCookie(deriveCookieKeys([former]), '__Host-session', value)
      voter.cookies.set('__Host-session', signed)
      expect(await voter.space()).toBe(401)
      const answer = await functions.call('show-space', former, {
        method: 'GET',
        path: '/api/voter',
      })
      expect(answer.status).toBe(403)
      return
    }
    default: {
      const { voter: made } = enrol(current, voter.entry)
      const [id] = made.identifierHash.split('.')
      expect(id).not.toBe(formerKeys.identifier[0].id)
      const ring = await functions.ringOf('identifierKeys')
      expect(JSON.stringify(ring)).not.toContain(former)
      expect(Object.keys(ring.identifierHashes ?? {})).toContain(formerKeys.identifier[0].id)
    }
  }
}
