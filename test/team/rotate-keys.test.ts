import { describe, expect, it } from 'vitest'
import { type RotatedRing, rotatedRings } from '../../shared/domain/account/key-rotation.ts'
import { deviceCookieDays } from '../../shared/domain/account/signed-cookie.ts'
import { propagationSeconds, versionId } from '../../shared/domain/keys.ts'
import { CommandError } from '../../team/command-error.ts'
import {
  type Rotation,
  replaceVersion,
  retireVersion,
  showVersions,
} from '../../team/keys/rotate-keys.ts'
import { aRotation } from '../builders/rotations.ts'

/** Long enough that everything of the former version has expired. */
const longSeconds = (deviceCookieDays + 1) * 86_400

async function interrupted(rotation: Rotation, name: RotatedRing): Promise<void> {
  const sleep = () => Promise.reject(new Error('interrupted'))
  await expect(replaceVersion({ ...rotation, sleep }, name)).rejects.toThrow('interrupted')
}

describe.each(rotatedRings)('a rotation of %s', (name) => {
  it('adds a version, uses it once every function knows it, and retires the former', async () => {
    const { rotation, ringOf, later, lines } = aRotation()
    const { current: first } = ringOf(name)
    const began = rotation.clock()
    await replaceVersion(rotation, name)
    const usedAt = rotation.clock()
    const waited = propagationSeconds + (name === 'originToken' ? 10 : 0)
    expect((usedAt.getTime() - began.getTime()) / 1000).toBe(waited)
    const { current, ...others } = ringOf(name)
    expect(current).toMatch(/^\w{64}$/)
    expect(others).toMatchObject({ previous: first, changedAt: usedAt.toISOString() })
    expect(others.next).toBeUndefined()
    later(longSeconds)
    await retireVersion(rotation, name)
    expect(ringOf(name)).toMatchObject({ current })
    expect(JSON.stringify(ringOf(name))).not.toContain(first)
    for (const version of [first, current]) expect(lines.join()).not.toContain(version)
  })

  it('cannot begin before the last one has ended', async () => {
    const { rotation, ringOf, later } = aRotation()
    await retireVersion(rotation, name)
    await interrupted(rotation, name)
    const { next } = ringOf(name)
    await expect(retireVersion(rotation, name)).rejects.toThrow(CommandError)
    await replaceVersion(rotation, name)
    const used = ringOf(name)
    expect(used.current).toBe(next)
    // After a second leak, the output names the present state and the way out, and the exit code is not 0.
    const since = `mise en service ${used.changedAt}`
    await expect(replaceVersion(rotation, name)).rejects.toThrow(since)
    expect(ringOf(name)).toBe(used)
    later(longSeconds)
    await retireVersion(rotation, name)
    await replaceVersion(rotation, name)
    expect(ringOf(name).current).not.toBe(next)
    later(longSeconds)
    await retireVersion(rotation, name)
    expect(JSON.stringify(ringOf(name))).not.toContain(next)
  })

  it('can be resumed after any death, and nothing is refused meanwhile', async () => {
    for (let nth = 1; ; nth++) {
      const { rotation, ringOf, later, sent, dieAt, deploy } = aRotation()
      const { current: first } = ringOf(name)
      let deaths = 0
      const again = async (command: () => Promise<void>): Promise<void> => {
        try {
          await command()
        } catch (error) {
          if (!(error instanceof Error) || error.message !== 'died') throw error
          deaths++
          dieAt(Number.POSITIVE_INFINITY)
          // Someone who resumes late may have deployed something else meanwhile.
          later(nth % 2 === 0 ? 30 : 3000)
          if (nth % 3 === 0) deploy()
          const isFinished = ringOf(name).previous === first && command === replace
          if (isFinished) await expect(command()).rejects.toThrow(CommandError)
          else await command()
        }
      }
      const replace = () => replaceVersion(rotation, name)
      dieAt(nth)
      await again(replace)
      later(longSeconds)
      await again(() => retireVersion(rotation, name))
      const { current, ...others } = ringOf(name)
      expect(current).not.toBe(first)
      expect(others.next ?? others.previous).toBeUndefined()
      if (name === 'originToken') expect(sent()).toEqual([current])
      if (deaths === 0) {
        expect(nth).toBeGreaterThan(10)
        break
      }
    }
  })
})

async function used(name: RotatedRing) {
  const world = aRotation()
  const previous = world.ringOf(name).current
  await replaceVersion(world.rotation, name)
  const refused = async (options: { forgetBrowsers?: boolean } = {}): Promise<string> => {
    const before = world.ringOf(name)
    const refusal = await retireVersion(world.rotation, name, options).catch((error) => error)
    expect(refusal).toBeInstanceOf(CommandError)
    expect(world.ringOf(name)).toBe(before)
    return refusal.message
  }
  return { ...world, previous, refused }
}

describe('a former version', () => {
  it.each(rotatedRings)('of %s is kept until all functions know the current one', async (name) => {
    const { refused } = await used(name)
    expect(await refused({ forgetBrowsers: true })).toContain('ne connaissent peut-être pas')
  })

  it('of the proof keys is kept while mailed codes or known browsers may use it', async () => {
    const { rotation, refused, later } = await used('proofKeys')
    later(propagationSeconds + 86_400)
    expect(await refused({ forgetBrowsers: true })).toContain('codes envoyés par e-mail')
    later(86_400)
    expect(await refused()).toContain('Des navigateurs sont connus')
    await retireVersion(rotation, 'proofKeys', { forgetBrowsers: true })
  })

  it('of the proof keys is kept while its link can cancel a request', async () => {
    const { refused, later, stored, rotation } = await used('proofKeys')
    later(longSeconds)
    stored.cancellable = 2
    expect(await refused()).toContain('2 demandes attendent')
    stored.cancellable = 0
    await retireVersion(rotation, 'proofKeys')
  })

  it('of the identifier keys is kept while an SMS of its has not left', async () => {
    const { refused, later, stored, previous } = await used('identifierKeys')
    later(propagationSeconds)
    expect(await refused()).toContain('envoyés par SMS')
    later(longSeconds)
    stored.unsent.set(versionId(previous), 1)
    expect(await refused()).toContain('1 SMS n’est pas encore parti')
  })

  it('of the identifier keys is kept while the end of a half-printed notice is derived with it', async () => {
    const { refused, later, stored, previous } = await used('identifierKeys')
    later(longSeconds)
    stored.halfNotices.set(versionId(previous), 2)
    expect(await refused()).toMatch(/2 notices imprimées à moitié .* Faites-en imprimer/)
  })

  it('of the identifier keys is kept while an operation’s notices are not written', async () => {
    const { refused, later, stored, rotation } = await used('identifierKeys')
    later(longSeconds)
    const operation = { operationId: 'one', startedAt: rotation.clock() }
    stored.operations.push({ ...operation, kind: 'remove' }, { ...operation, kind: 'renew' })
    expect(await refused()).toContain("L'opération renew")
  })

  it('of the origin token is kept while its sessions may last', async () => {
    const { refused, later, rotation } = await used('originToken')
    later(propagationSeconds + 7 * 3600)
    expect(await refused()).toContain('Des sessions')
    later(3600)
    await retireVersion(rotation, 'originToken')
  })

  it('of the origin token is kept while CloudFront sends it, and « replace » corrects that', async () => {
    const { refused, later, rotation, previous, sendBack, sent, ringOf } = await used('originToken')
    later(longSeconds)
    sendBack(previous)
    expect(await refused()).toContain('CloudFront n’envoie pas')
    await interrupted(rotation, 'originToken')
    expect(await refused()).toContain('CloudFront n’envoie pas')
    await expect(replaceVersion(rotation, 'originToken')).rejects.toThrow(CommandError)
    expect(sent()).toEqual([ringOf('originToken').current])
    await retireVersion(rotation, 'originToken')
  })
})

it('a deployment that resets the origin token during its replacement is overwritten', async () => {
  const { rotation, deploy, sent, ringOf } = aRotation()
  let waits = 0
  const sleep = async (milliseconds: number) => {
    await rotation.sleep(milliseconds)
    if (++waits === 2) deploy()
  }
  await replaceVersion({ ...rotation, sleep }, 'originToken')
  expect([waits, sent()]).toEqual([3, [ringOf('originToken').current]])
})

it('a retired version still verifies voters’ identifiers, and the command counts them', async () => {
  const { rotation, later, stored, previous, ringOf, lines } = await used('identifierKeys')
  later(longSeconds)
  stored.identifiers.set(versionId(previous), 3)
  stored.identifiers.set(versionId(ringOf('identifierKeys').current), 5)
  await retireVersion(rotation, 'identifierKeys')
  expect(Object.keys(ringOf('identifierKeys').identifierHashes ?? {})).toEqual([
    versionId(previous),
  ])
  expect(lines.at(-1)).toContain('3 électeurs ont')
  expect(lines.at(-1)).toContain('renew')
})

it('a concurrent change by somebody else stops the command', async () => {
  const { rotation, ringOf, write } = aRotation()
  const sleep = async (milliseconds: number) => {
    await rotation.sleep(milliseconds)
    write('proofKeys', { ...ringOf('proofKeys'), next: 'y'.repeat(64) })
  }
  const replaced = replaceVersion({ ...rotation, sleep }, 'proofKeys')
  await expect(replaced).rejects.toThrow("Quelqu'un d'autre")
  expect(ringOf('proofKeys').previous).toBeUndefined()
})

it('the status shows ids that reveal no version', async () => {
  const { rotation, ringOf, stored, lines } = await used('identifierKeys')
  await interrupted(rotation, 'proofKeys')
  const { current, previous = '' } = ringOf('identifierKeys')
  stored.identifiers.set(versionId(previous), 1)
  lines.length = 0
  await showVersions(rotation)
  const shown = lines.join('\n')
  for (const version of [current, previous, ringOf('proofKeys').next ?? '']) {
    expect(shown).toContain(versionId(version))
    expect(shown).not.toContain(version)
  }
  expect(shown).toContain("la première de l'élection")
  expect(shown).toContain('1 électeur a ou a eu un identifiant')
})
