import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DeleteObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3'
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  expect,
  onTestFinished,
  test,
  vi,
} from 'vitest'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { openLocalRun } from '../../team/deployment.ts'
import { openLedger } from '../../team/ledger/read-ledger.ts'
import {
  ledgerOf,
  runCompare,
  runExport,
  runStatus,
  runVerify,
} from '../../team/ledger/run-ledger.ts'
import { runOnTarget } from '../../team/reach-election.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { fromNow, setItem } from './items.ts'
import { eventually, type LocalRun, requestAccepted, runLocally, signIn } from './local-run.ts'
import { mailsTo } from './mails.ts'

const delegate = 'delegue@example.org'
const folder = temporaryFolder(afterAll)
const messages = join(folder, 'messages.txt')
const copy = join(folder, 'copy')
const ledger = join(copy, 'journal.txt')

let run: LocalRun
let reach: { local: true; port: number; election: string }
let said: string[]
let whole: string[]

beforeAll(async () => {
  run = await runLocally({
    electionChanges: { ledger: { recipients: [delegate], headEveryMinutes: 5 } },
  })
  reach = { local: true, port: Number(new URL(run.siteUrl).port), election: 'election.json' }
  const voter = run.anotherVoter()
  await requestAccepted(await signIn(run, voter), voter, run.anotherPhone())
  await eventually('the ledger tells of the request', () => /"entries":\d/.test(run.lines.join()))
  await run.schedules.runNow()
  const [first] = await mailsTo(run, delegate, 1)
  const voterId = voterIdOf(run.keys, run.anotherVoter().email)
  const passwordHash = 'of a password that the operator knows'
  await setItem(run, 'VOTERS_TABLE', { voterId }, { passwordHash })
  const deployment = await openLocalRun(reach.port)
  // Streams of two tables are unordered, but the next head must follow this entry.
  await eventually('the ledger tells of that write', async () => {
    const { lines } = await openLedger(ledgerOf(deployment))
    return (await Array.fromAsync(lines)).some((line) => line.includes('["passwordHash"]'))
  })
  deployment.close()
  const intervention = { kind: 'deployment', at: fromNow(0), by: 'Deployer/alice' }
  const key = { interventionId: 'deployment-1' }
  await setItem(run, 'INTERVENTIONS_TABLE', key, intervention, { mayBeNew: true })
  const [, second] = await eventually('the delegate is told of the intervention', async () => {
    await run.schedules.runNow()
    const mails = await mailsTo(run, delegate, 1)
    return mails.length > 1 ? mails : undefined
  })
  writeFileSync(messages, `${first?.body.text}\n\n${second?.body.html}`)
  vi.spyOn(console, 'log').mockImplementation(() => {})
  expect(await runOnTarget(runExport)(copy, reach)).toBe(0)
  whole = readFileSync(ledger, 'utf8').trimEnd().split('\n')
})
afterAll(() => run?.stop())

beforeEach(() => {
  said = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line))
})
afterEach(() => {
  vi.restoreAllMocks()
})

test('a delegate verifies the export by the two mailed heads', async () => {
  expect(await runVerify(copy, { heads: messages })).toBe(0)
  expect(said.join('\n')).toMatch(/^Intact jusqu'à l'écriture \d+[\s\S]*par 2 têtes reçues/)
})

test('the tables match the ledger', async () => {
  expect(await runOnTarget(runCompare)(reach)).toBe(0)
  expect(said.at(-1)).toMatch(/^Les tables disent ce que dit le journal/)
})

test('the status shows the interventions in French', async () => {
  expect(await runOnTarget(runStatus)(reach)).toBe(0)
  expect(said).toEqual([
    expect.stringMatching(/ : Déploiement, par Deployer\/alice$/),
    expect.stringMatching(/^\d+ écritures en tout\.$/),
  ])
})

test('the ledger identifies no voter', async () => {
  const text = whole.join('\n')
  for (const { email, numen } of run.voters) {
    for (const secret of [email, numen, voterIdOf(run.keys, email)]) {
      expect(text).not.toContain(secret)
    }
  }
})

test('each command names a deleted segment and continues, and the ledger does not fork', async () => {
  const { s3, outputs, close } = await openLocalRun(reach.port)
  onTestFinished(close)
  const Bucket = outputs.LedgerBucket
  const { Versions = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket, Prefix: 'segments/' }),
  )
  const Key = Versions.at(-1)?.Key ?? ''
  await s3.send(new DeleteObjectCommand({ Bucket, Key }))
  const named = `Lot d’écritures n° ${Number(Key.slice(-9))} : effacement`
  const voter = run.anotherVoter()
  await requestAccepted(await signIn(run, voter), voter, run.anotherPhone())
  const error = vi
    .spyOn(console, 'error')
    .mockImplementation((line: string) => void said.push(line))
  for (const command of [
    () => runOnTarget(runExport)(join(folder, 'after'), reach),
    () => runOnTarget(runStatus)(reach),
    () => runOnTarget(runCompare)(reach),
  ]) {
    said = []
    expect(await command()).toBe(1)
    expect(said.join('\n')).toContain(named)
    expect(said.join('\n')).not.toContain('deux suites')
  }
  error.mockRestore()
})
