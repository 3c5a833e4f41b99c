import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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

const root = join(import.meta.dirname, '..', '..')
const scratch = mkdtempSync(join(tmpdir(), 'reassort-start-test-'))
const children = new Set<ChildProcess>()

afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(scratch, { recursive: true, force: true })
})

interface Spawned {
  child: ChildProcess
  /** Where it may leave things. */
  temporaryDirectory: string
  said: { stdout: string; stderr: string }
  exit: Promise<number | null>
}

/** `node bin/local.ts` with nothing but these settings. */
function spawnLocal(settings: Record<string, string>, ...args: string[]): Spawned {
  const { PATH = '', HOME = '', DYNAMODB_ENDPOINT } = process.env
  const temporaryDirectory = mkdtempSync(join(scratch, 'tmp-'))
  const child = spawn(process.execPath, ['bin/local.ts', ...args], {
    cwd: root,
    env: {
      PATH,
      HOME,
      TMPDIR: temporaryDirectory,
      ...(DYNAMODB_ENDPOINT && { DYNAMODB_ENDPOINT }),
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text
    })
  }
  const exit = once(child, 'close').then(([code]) => {
    children.delete(child)
    return code as number | null
  })
  return { child, temporaryDirectory, said, exit }
}

interface Run extends Spawned {
  port: number
  siteUrl: string
  handsetUrl: string
  mailboxUrl: string
}

async function start(settings: Record<string, string>, ...args: string[]): Promise<Run> {
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePorts(3)
    const spawned = spawnLocal({ ...settings, PORT: String(port) }, ...args)
    const { child, said } = spawned
    await eventually(
      'the run says that it is ready',
      () => said.stdout.includes('Ctrl-C ends everything') || child.exitCode !== null,
      120_000,
    )
    if (child.exitCode === null) {
      const url = (offset: number) => `http://localhost:${port + offset}`
      return { ...spawned, port, siteUrl: url(0), handsetUrl: url(1), mailboxUrl: url(2) }
    }
    // Ports that were free may have been taken since, by another test's run.
    if (!/is taken/.test(said.stderr) || attempt === 5) throw new Error(said.stderr)
  }
}

async function end(run: Spawned): Promise<void> {
  run.child.kill('SIGINT')
  expect(await run.exit).toBe(0)
}

async function json<Value>(url: string): Promise<Value> {
  const response = await fetch(url)
  expect(response.status).toBe(200)
  return (await response.json()) as Value
}

const votersOf = ({ handsetUrl }: Run) => json<DemoVoter[]>(`${handsetUrl}/voters`)

/** Ids of a process and of all that it started, the dead not counted. */
function descendantsOf(rootId: number): number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((id) => {
        const [, state, parent] = /^\d+ \(.*\) (\S) (\d+)/s.exec(statusOf(id)) ?? []
        return state && state !== 'Z' ? [[Number(id), Number(parent)] as const] : []
      }),
  )
  const tree = parents.has(rootId) ? [rootId] : []
  for (const id of tree) {
    tree.push(...[...parents].filter(([, parent]) => parent === id).map(([child]) => child))
  }
  return tree
}

function statusOf(id: number | string): string {
  try {
    return readFileSync(`/proc/${id}/stat`, 'utf8')
  } catch {
    return ''
  }
}

const isAlive = (id: number) => /^\d+ \(.*\) [^Z]/s.test(statusOf(id))

/** Addresses, in the kernel's hexadecimal, and ports that a process listens on. */
function listening(id: number): { address: string; port: number }[] {
  const sockets = readdirSync(`/proc/${id}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/${id}/fd/${fd}`)]
    } catch {
      return []
    }
  })
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/${id}/net/${table}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(
        ([, , , state, , , , , , inode]) => state === '0A' && sockets.includes(`socket:[${inode}]`),
      )
      .map(([, local = '']) => local.split(':') as [string, string])
      .map(([address, port]) => ({ address, port: Number.parseInt(port, 16) })),
  )
}

const onLinux = process.platform === 'linux'
const loopback = ['0100007F', '00000000000000000000000001000000']

describe('a run', () => {
  let run: Run
  beforeAll(async () => {
    run = await start({ SMS_DELAY_SECONDS: '1', CAPTCHA_TEST_CODE: '9456' })
  }, 150_000)

  test('prints where everything is, at three ports in a row', async () => {
    const urls = run.said.stdout.match(/http:\/\/localhost:\d+/g)
    expect(urls).toEqual([run.siteUrl, run.handsetUrl, run.mailboxUrl])
    expect(run.said.stderr).toBe('')
    expect(await (await fetch(`${run.siteUrl}/`)).text()).toContain('<html lang="fr"')
    expect((await fetch(`${run.siteUrl}/api/voter`)).status).toBe(401)
  })

  test('prints one more voter, who has no password yet', () => {
    expect(run.said.stdout).toMatch(/no password yet: nadia\.nouvelle@\S+ \(B5\w{2} \w{4} \w{4}\)/)
  })

  test('prints its 20 voters and serves them, each with all that only they know', async () => {
    const voters = await votersOf(run)
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
    for (const key of ['email', 'numen', 'identifier'] as const) {
      expect(new Set(voters.map((voter) => voter[key])).size).toBe(20)
    }
  })

  test('serves the SMS and the e-mails that one request sends, after the delay it was told', async () => {
    expect(await json(`${run.handsetUrl}/texts`)).toEqual([])
    expect(await json(`${run.mailboxUrl}/store`)).toMatchObject({ emails: [] })
    const [voter] = (await votersOf(run)) as [DemoVoter]
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
    const { emails } = await eventually('the e-mail comes', async () => {
      const store = await json<{ emails: unknown[] }>(`${run.mailboxUrl}/store`)
      return store.emails.length > 0 ? store : undefined
    })
    expect(emails).toMatchObject([{ destination: { to: [voter.email] } }])
  })

  test('sends the receipt of each SMS, and lets a person make the next one fail', async () => {
    const [, second, third] = (await votersOf(run)) as [DemoVoter, DemoVoter, DemoVoter]
    const arriving = await signIn(run, second)
    const arrivingId = await requestAccepted(arriving, second, phoneNumber(1))
    const failing = await signIn(run, third)
    const body = new URLSearchParams({ phone: phoneNumber(2) })
    await fetch(`${run.handsetUrl}/unreachable`, { method: 'POST', body })
    const failingId = await requestAccepted(failing, third, phoneNumber(2))
    await Promise.all([
      stateReached(arriving, arrivingId, 'delivered'),
      stateReached(failing, failingId, 'failed'),
    ])
  }, 60_000)

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
    await end(run)
    await eventually('its processes end', () => !started.some(isAlive))
    for (const offset of [0, 1, 2])
      await (await listenOnLoopback(() => {}, run.port + offset)).close()
    expect(readdirSync(run.temporaryDirectory)).toEqual([])
    expect(run.said.stderr).toBe('')
  }, 120_000)
})

test('--data keeps the voters, their identifiers and what was spent between two runs', async () => {
  const settings = { SMS_DELAY_SECONDS: '0', CAPTCHA_TEST_CODE: '9456' }
  const directory = join(scratch, 'kept', 'deep')
  const first = await start(settings, '--data', directory)
  const voters = await votersOf(first)
  const [voter, untouched] = voters as [DemoVoter, DemoVoter]
  const client = await signIn(first, voter)
  const reissueId = await requestAccepted(client, voter, phoneNumber(0))
  await stateReached(client, reissueId, 'sent')
  const [text] = await json<{ body: string }[]>(`${first.handsetUrl}/texts`)
  const { remaining } = (await spaceOf(client)).reissue
  await end(first)

  const second = await start(settings, '--data', directory)
  expect(await votersOf(second)).toEqual(voters)
  const again = await signIn(second, voter)
  expect((await spaceOf(again)).reissue).toMatchObject({ remaining, latest: { id: reissueId } })
  expect(await opensBooth(again, voter, voter.identifier)).toBe(false)
  expect(await opensBooth(again, voter, identifierIn(text?.body ?? ''))).toBe(true)
  expect(await opensBooth(await signIn(second, untouched), untouched, untouched.identifier)).toBe(
    true,
  )

  // Killed, it cannot tidy up; what it started ends all the same.
  const started = onLinux ? descendantsOf(second.child.pid as number) : []
  second.child.kill('SIGKILL')
  await second.exit
  await eventually('its processes end', () => !started.some(isAlive))
}, 300_000)

test.each([
  ['the voter site', 0],
  ['the handset', 1],
  ['the mailbox', 2],
])(
  'says in one line that the port of %s is taken, and ends',
  async (_, offset) => {
    const port = await findFreePorts(3)
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
  },
  120_000,
)

const portRange = 'PORT must be a whole number from 1 to 65533, not'
const delayRange = 'SMS_DELAY_SECONDS must be a whole number from 0 to 900, not'
const fourDigits = 'CAPTCHA_TEST_CODE must be four digits'

test.concurrent.each<[Record<string, string>, string[], string]>([
  [{ PORT: 'http' }, [], `${portRange} "http"`],
  [{ PORT: '65534' }, [], `${portRange} "65534"`],
  [{ SMS_DELAY_SECONDS: '901' }, [], `${delayRange} "901"`],
  [{ CAPTCHA_TEST_CODE: '945' }, [], fourDigits],
  [{}, ['--dat', 'x'], "Unknown option '--dat'"],
  [{}, ['x'], "Unexpected argument 'x'"],
  [{}, ['--data'], "Option '--data <value>' argument missing"],
])(
  '%j %j is refused before anything starts',
  async (settings, args, message) => {
    const { said, exit } = spawnLocal(settings, ...args)
    expect(await exit).toBe(1)
    expect(said.stderr.split('\n')[0]).toContain(message)
    expect(said.stderr).not.toMatch(/^ +at /m)
    expect(said.stdout).toBe('')
  },
  120_000,
)

test('--help says how to use it and starts nothing', async () => {
  const { said, exit } = spawnLocal({}, '--help')
  expect(await exit).toBe(0)
  for (const word of ['--data DIR', 'PORT', 'SMS_DELAY_SECONDS', 'CAPTCHA_TEST_CODE']) {
    expect(said.stdout).toContain(word)
  }
  expect(said.stderr).toBe('')
}, 120_000)
