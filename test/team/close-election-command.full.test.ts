import { createHash, createPublicKey, verify } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager'
import {
  ListSuppressedDestinationsCommand,
  PutSuppressedDestinationCommand,
} from '@aws-sdk/client-sesv2'
import { expect, onTestFinished, test, vi } from 'vitest'
import { closingTexts as texts } from '../../team/closing/texts.ts'
import { openLocalRun } from '../../team/deployment.ts'
import { secondPersonTexts } from '../../team/keys/second-person.ts'
import { teamCommand } from '../builders/team-command.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { requestAccepted, runLocally, signIn, stateReached } from '../journey/local-run.ts'

const close = teamCommand('close-election.ts')

test('two people close a rehearsal: no voter is left in any file, and the kept files are signed', async () => {
  const storageDirectory = temporaryFolder()
  const run = await runLocally({ electionChanges: { mode: 'rehearsal' }, storageDirectory })
  onTestFinished(run.stop)
  const parent = temporaryFolder()
  const folder = join(parent, 'closed')
  const port = Number(new URL(run.siteUrl).port)
  const command = (name: string, ...args: string[]) =>
    close(name, ...args, '--local', '--port', String(port), '--folder', folder)
  const deployment = await openLocalRun(port)
  onTestFinished(() => deployment.close())
  const { database, secretsManager, ses, election } = deployment
  if (!election) throw new Error('A local run has an election')

  const voter = run.anotherVoter()
  const client = await signIn(run, voter)
  await stateReached(client, await requestAccepted(client, voter, run.anotherPhone()), 'delivered')
  for (const EmailAddress of [voter.email, 'of.another.service@example.org'])
    await ses.send(new PutSuppressedDestinationCommand({ EmailAddress, Reason: 'BOUNCE' }))

  const begun = await command('status')
  expect(begun.code).toBe(1)
  expect(begun.said).toContain('1 adresse\n')
  vi.stubEnv('LOCAL_CALLER', 'Alice')
  onTestFinished(() => void vi.unstubAllEnvs())
  const asked = ['run', '--confirm', election.name] as const
  expect(await command(...asked)).toMatchObject({ code: 1 })
  const { request: awaited, localCallerHint } = secondPersonTexts
  expect(await command(...asked, '--reason', 'répétition terminée')).toEqual({
    code: 3,
    said: `${awaited(false)}\n${localCallerHint}`,
  })
  vi.stubEnv('LOCAL_CALLER', 'Bob')
  expect((await command('status')).said).toContain(texts.request('TeamRoles-Deployer/Alice'))

  // Signs the ledger's head each second instead of each minute.
  const heads = setInterval(() => void run.schedules.runNow(), 1000)
  onTestFinished(() => clearInterval(heads))
  const closed = await command(...asked)
  expect(closed.code).toBe(0)
  expect(closed.said).toContain('[19/19] ')
  expect(await command('status')).toEqual({ code: 0, said: texts.noHolding })
  expect((await database.send(new ListTablesCommand({}))).TableNames).toEqual([])
  expect((await secretsManager.send(new ListSecretsCommand({}))).SecretList).toEqual([])
  const { SuppressedDestinationSummaries } = await ses.send(
    new ListSuppressedDestinationsCommand({}),
  )
  expect(SuppressedDestinationSummaries?.map(({ EmailAddress }) => EmailAddress)).toEqual([
    'of.another.service@example.org',
  ])
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  const sums = read('SHA256SUMS').trim().split('\n')
  expect(sums.map((line) => line.slice(66))).toEqual([
    'attestation.txt',
    'decomptes.csv',
    'inventaire.json',
    ...[
      'SHA256SUMS',
      'cle-publique.pem',
      'journal.csv',
      'journal.txt',
      'tetes.txt',
      'verifier-a-la-main.txt',
      'verifier.html',
    ].map((name) => `journal/${name}`),
  ])
  for (const line of sums) {
    const digest = createHash('sha256')
      .update(read(line.slice(66)))
      .digest('hex')
    expect(line.slice(0, 64)).toBe(digest)
  }
  const key = createPublicKey(read('journal/cle-publique.pem'))
  const signature = readFileSync(join(folder, 'SHA256SUMS.sig'))
  expect(verify('sha256', Buffer.from(read('SHA256SUMS')), key, signature)).toBe(true)
  const [wanted, , closing] = read('journal/journal.txt')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line.slice(44)).told)
    .filter((published) => published?.kind === 'closing')
  expect([wanted.by, closing.by, closing.digests['decomptes.csv']]).toEqual([
    'TeamRoles-Deployer/Alice',
    'Bob',
    createHash('sha256').update(read('decomptes.csv')).digest('hex'),
  ])
  expect(await teamCommand('ledger.ts')('verify', join(folder, 'journal'))).toMatchObject({
    code: 0,
  })
  expect(read('decomptes.csv')).toContain('demandes;Métropole;delivered;moins de 5')
  expect(read('attestation.txt')).toContain(
    'de Bob, à la demande de TeamRoles-Deployer/Alice, confirmée par TeamRoles-Deployer/Bob : « répétition terminée »',
  )
  expect(read('attestation.txt')).toMatch(/- Table Tables-Voters : environ \d+ éléments\n/)
  for (const name of ['attestation.txt', 'decomptes.csv', 'inventaire.json'])
    expect(read(name)).not.toContain(voter.email)

  await run.stop()
  const bytesOfRun = readdirSync(storageDirectory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(storageDirectory, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
  const holds = (text: string) => bytesOfRun.some((bytes) => bytes.includes(text))
  expect(holds('ledger-segments')).toBe(true)
  expect(run.voters.filter(({ email }) => holds(email))).toEqual([])
}, 180_000)
