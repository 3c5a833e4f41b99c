import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { DemoVoter } from '../../local/demo.ts'
import { findFreePorts, listenOnLoopback } from '../../local/loopback.ts'
import {
  eventually,
  identifierIn,
  opensBooth,
  phoneNumber,
  requestAccepted,
  signIn,
  spaceOf,
  stateReached,
} from '../journey/local-run.ts'
import { inFull } from '../size.ts'
import {
  descendantsOf,
  isAlive,
  json,
  listening,
  localRuns,
  type Run,
  stopRun,
  votersOf,
} from './spawned-run.ts'

const { scratch, spawnLocal, start } = localRuns()

const onLinux = process.platform === 'linux'
const loopback = ['0100007F', '00000000000000000000000001000000']

interface Store {
  emails: { subject: string; destination: { to: string[] } }[]
}

describe('a run', () => {
  const settings = { SMS_DELAY_SECONDS: '1', CAPTCHA_TEST_CODE: '9456' }
  const directory = join(scratch, 'kept', 'deep')
  let run: Run
  let voters: DemoVoter[]
  let served: { reissueId: string; identifier: string; remaining: number }
  beforeAll(async () => {
    run = await start(settings, '--data', directory)
  }, 150_000)

  test('prints where everything is, at ports in a row', async () => {
    const urls = run.said.stdout.match(/http:\/\/localhost:\d+/g)
    const staffUrl = `http://localhost:${run.port + 3}`
    expect(urls).toEqual([run.siteUrl, run.handsetUrl, run.mailboxUrl, staffUrl])
    expect(await (await fetch(`${staffUrl}/`)).text()).toContain('Se connecter')
    expect(run.said.stderr).toBe('')
    expect(await (await fetch(`${run.siteUrl}/`)).text()).toContain('<html lang="fr"')
    expect((await fetch(`${run.siteUrl}/api/voter`)).status).toBe(401)
  })

  test('prints one more voter, who has no password yet', () => {
    expect(run.said.stdout).toMatch(/no password yet: nadia\.nouvelle@\S+ \(B5\w{2} \w{4} \w{4}\)/)
  })

  test('prints the four people who can sign in as staff, one of them on no list', () => {
    const [, people = ''] = /^Staff, who sign in.*\n\n((?:.+\n)+)/m.exec(run.said.stdout) ?? []
    const roles = people
      .trim()
      .split('\n')
      .map((line) => line.split(/ {2,}/)[0])
    expect(roles).toEqual(['agent', 'supervisor', 'delegate', 'on no list'])
  })

  test('prints its 20 voters with their secrets, and serves them', async () => {
    voters = await votersOf(run)
    expect(voters).toHaveLength(20)
    for (const voter of voters) {
      expect(voter).toEqual({
        email: expect.stringMatching(/^[a-z.]+\.\d\d@academie\.example\.org$/),
        password: expect.stringMatching(/\S{8}/),
        numen: expect.stringMatching(/^\d\d[A-Z]\d{7}[A-Z]{3}$/),
        birthDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        identifier: expect.stringMatching(/^\w{4} \w{4} \w{4}$/),
      })
      for (const value of Object.values(voter)) expect(run.said.stdout).toContain(value)
    }
    const lines = run.said.stdout.split('\n')
    expect(lines.filter((line) => line.length > 80 && !line.includes('{'))).toEqual([])
    for (const key of ['email', 'numen', 'identifier'] as const) {
      expect(new Set(voters.map((voter) => voter[key])).size).toBe(20)
    }
  })

  test('prints nothing when clients hang up in the middle of a request', async () => {
    for (const [offset, path] of [
      [0, '/api/session'],
      [1, '/unreachable'],
      [1, '/'],
      [2, '/'],
      [2, '/outcomes'],
    ] as const) {
      await hangUp(run.port + offset, path)
    }
    expect((await fetch(`${run.siteUrl}/api/voter`)).status).toBe(401)
    expect(await json(`${run.handsetUrl}/texts`)).toEqual([])
    expect(await json(`${run.mailboxUrl}/store`)).toMatchObject({ emails: [] })
    expect(run.said.stderr).toBe('')
  }, 120_000)

  test('serves the SMS and the e-mails that one request sends, after the configured delay', async () => {
    const [voter] = voters as [DemoVoter]
    const client = await signIn(run, voter)
    const reissueId = await requestAccepted(client, voter, phoneNumber(0))
    await stateReached(client, reissueId, 'sent')

    const texts = await json<{ body: string }[]>(`${run.handsetUrl}/texts`)
    expect(texts).toEqual([
      {
        phone: phoneNumber(0),
        body: expect.any(String),
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        messageId: expect.stringMatching(/\S/),
      },
    ])
    const identifier = identifierIn(texts[0]?.body ?? '')
    expect(await (await fetch(run.handsetUrl)).text()).toContain(identifier)
    expect(await opensBooth(client, voter, identifier)).toBe(true)
    const { remaining } = (await spaceOf(client)).reissue
    served = { reissueId, identifier, remaining }
    // One mail says that the SMS was requested, unless it left first; the last one says that it left.
    const { emails } = await eventually('the last e-mail comes', async () => {
      const store = await json<Store>(`${run.mailboxUrl}/store`)
      return store.emails.some(({ subject }) => subject.includes('parti par SMS'))
        ? store
        : undefined
    })
    expect(emails.map(({ destination }) => destination.to)).toEqual(emails.map(() => [voter.email]))
  })

  test.runIf(onLinux)('listens on the loopback only, its engines too', () => {
    const sockets = descendantsOf(run.child.pid as number).flatMap(listening)
    for (const offset of [0, 1, 2]) {
      const addresses = sockets.filter(({ port }) => port === run.port + offset)
      expect(addresses.map(({ address }) => address)).toContain(loopback[0])
    }
    expect(sockets.filter(({ address }) => !loopback.includes(address))).toEqual([])
  })

  test('ends on Ctrl-C with all that it started: no process, no port, no file is left', async () => {
    const started = onLinux ? descendantsOf(run.child.pid as number) : []
    if (onLinux && !process.env.DYNAMODB_ENDPOINT) expect(started.length).toBeGreaterThan(1)
    await stopRun(run)
    await eventually('its processes end', () => !started.some(isAlive))
    for (const offset of [0, 1, 2])
      await (await listenOnLoopback(() => {}, run.port + offset)).close()
    expect(readdirSync(run.temporaryDirectory)).toEqual([])
    expect(run.said.stderr).toBe('')
  }, 120_000)

  test('keeps voters, identifiers and counts for the next one with its --data', async ({
    skip,
  }) => {
    inFull(skip)
    const again = await start(settings, '--data', directory)
    expect(await votersOf(again)).toEqual(voters)
    const [voter] = voters as [DemoVoter]
    const untouched = voters.at(-1) as DemoVoter
    const client = await signIn(again, voter)
    const { reissueId, identifier, remaining } = served
    expect((await spaceOf(client)).reissue).toMatchObject({ remaining, latest: { id: reissueId } })
    expect(await opensBooth(client, voter, voter.identifier)).toBe(false)
    expect(await opensBooth(client, voter, identifier)).toBe(true)
    const other = await signIn(again, untouched)
    expect(await opensBooth(other, untouched, untouched.identifier)).toBe(true)

    // A killed run cannot clean up; its children end all the same.
    const started = onLinux ? descendantsOf(again.child.pid as number) : []
    again.child.kill('SIGKILL')
    await again.exit
    await eventually('its processes end', () => !started.some(isAlive))
  }, 300_000)
})

test('a run ends with one line if the port of its site or a page is taken', async ({ skip }) => {
  inFull(skip)
  // Each start waits for seconds, in case a run is ending on its ports.
  const taken = [0, 1, 2].map(async (offset) => {
    const port = await findFreePorts(5)
    const other = await listenOnLoopback(() => {}, port + offset)
    try {
      const { said, exit, temporaryDirectory } = spawnLocal({ PORT: String(port) })
      expect(await exit).toBe(1)
      expect(said.stderr).toBe(
        `Port ${port + offset} is taken. Choose others: PORT=9080 npm start\n`,
      )
      expect(said.stdout).toBe('Starting…\n')
      expect(readdirSync(temporaryDirectory)).toEqual([])
    } finally {
      await other.close()
    }
  })
  await Promise.all(taken)
})

async function hangUp(port: number, path: string): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const head = [`POST ${path} HTTP/1.1`, 'Host: localhost', 'Content-Type: application/json']
  socket.write(
    [...head, 'Authorization: AWS4', 'Content-Length: 1000', '', '{"email":'].join('\r\n'),
  )
  await new Promise((resolve) => setTimeout(resolve, 50))
  socket.resetAndDestroy()
  await once(socket, 'close')
}
