import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import {
  DeleteSuppressedDestinationCommand,
  ListSuppressedDestinationsCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2'
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { MailFailure } from '../../shared/domain/voter/mail-failure.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { toVoterItem } from '../../shared/tables/voters.ts'
import { mailCommandTexts as texts } from '../../shared/texts/mail/mail-command.ts'
import { runSuppressed, runUnsuppress } from '../../team/mail/run-mail.ts'
import { describedStack } from '../builders/deployed-stack.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { aVoter, keyed, keys } from '../builders/values.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const cloudFormation = mockedClients(CloudFormationClient)
const database = mockedClients(DynamoDBDocumentClient)
const ses = mockedClients(SESv2Client)
const options = { stack: 'Reassort', election: join(import.meta.dirname, '../../election.json') }
const folder = temporaryFolder(afterAll)
const email = 'alice@academie.example'
const since = new Date('2026-11-02T08:00:00Z')
const listed = [email, 'of.another.application@example.org'].map((EmailAddress) => ({
  EmailAddress,
  Reason: 'BOUNCE' as const,
  LastUpdateTime: since,
}))

let said: string[]

beforeEach(() => {
  said = []
  vi.stubEnv('AWS_REGION', 'eu-west-3')
  for (const output of ['log', 'error'] as const) {
    vi.spyOn(console, output).mockImplementation((line: string) => void said.push(line))
  }
  cloudFormation.on(DescribeStacksCommand).resolves(describedStack())
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIA')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) =>
    Response.json({ values: await keyed.voterIds(JSON.parse(body).emails) }),
  )
  ses.on(ListSuppressedDestinationsCommand).callsFake(() => ({
    SuppressedDestinationSummaries: listed,
  }))
  ses.on(DeleteSuppressedDestinationCommand).resolves({})
  const voterId = voterIdOf(keys, email)
  database.on(GetCommand).resolves({})
  database.on(BatchGetCommand).callsFake(({ RequestItems }) => {
    const asked = (RequestItems['Voters-1']?.Keys ?? []) as { voterId: string }[]
    const found = asked.some((key) => key.voterId === voterId)
    return { Responses: { 'Voters-1': found ? [toVoterItem(aVoter({ voterId, email }))] : [] } }
  })
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const removed = () =>
  ses.commandCalls(DeleteSuppressedDestinationCommand).map(({ args }) => args[0].input.EmailAddress)
const line = texts.address({ email, reason: 'bounce', since }, 'Europe/Paris')

test('whoever of the roll is on the account’s list is told, and stays on it', async () => {
  expect(await runSuppressed(options)).toBe(0)
  expect(said).toEqual([line, texts.suppressed(1)])
  expect(removed()).toEqual([])
})

test('what it told, given back in a file, is taken off the list', async () => {
  const file = join(folder, 'addresses.txt')
  writeFileSync(file, `${line}\nof.another.application@example.org\n`)
  expect(await runUnsuppress(file, options)).toBe(0)
  expect(said).toEqual([line, texts.unsuppressed(1)])
  expect(removed()).toEqual([email])
})

test('so are all of the roll, and nobody else, and the service writes again to whom it gave up', async () => {
  const gone = aVoter({ voterId: 'gone', email: 'gone@academie.example' })
  const mailFailure = { addressId: 'gone', why: 'refused', at: since, final: true } as const
  const late = {
    ...gone,
    voterId: 'late',
    mailFailure: { addressId: 'late', why: 'slow', at: since } as const,
  }
  database
    .on(ScanCommand)
    .resolves({ Items: [toVoterItem({ ...gone, mailFailure }), toVoterItem(late)] })
  database.on(UpdateCommand).resolves({})
  expect(await runUnsuppress(undefined, { ...options, allOfRoll: true })).toBe(0)
  expect(removed()).toEqual([email])
  const cleared = database.commandCalls(UpdateCommand).map(({ args }) => args[0].input.Key)
  expect(cleared).toEqual([{ voterId: 'gone' }])
  expect(said).toEqual([line, gone.email, texts.unsuppressed(2)])
})

test('nobody is taken off before it is clear who is meant', async () => {
  expect(await runUnsuppress(undefined, options)).toBe(2)
  expect(await runUnsuppress('addresses.txt', { ...options, allOfRoll: true })).toBe(2)
  expect(await runUnsuppress(join(folder, 'nowhere.txt'), options)).toBe(1)
  expect(said).toEqual([texts.whose, texts.whose, texts.noFile(join(folder, 'nowhere.txt'))])
  expect(cloudFormation.calls()).toEqual([])
})

test('it is said that nobody of the roll is on the list', async () => {
  database.on(BatchGetCommand).resolves({ Responses: { 'Voters-1': [] } })
  expect(await runSuppressed(options)).toBe(0)
  expect(said).toEqual([texts.none])
})

test('whom the service gave up is written to again when a file names them, and told once', async () => {
  const gaveUp = (address: string, final = true) => {
    const voterId = voterIdOf(keys, address)
    const failure = { addressId: voterId, why: 'refused' as const, at: since }
    const mailFailure: MailFailure = final ? { ...failure, final } : failure
    return [voterId, toVoterItem(aVoter({ voterId, email: address, mailFailure }))] as const
  }
  const others = Array.from({ length: 100 }, (_, index) => `other.${index}@academie.example`)
  const stored = new Map([
    gaveUp(email),
    gaveUp('late@academie.example', false),
    gaveUp('last@academie.example'),
    gaveUp('not.named@academie.example'),
  ])
  database.on(BatchGetCommand).callsFake(({ RequestItems }) => {
    const asked: { voterId: string }[] = RequestItems['Voters-1'].Keys
    expect(asked.length).toBeLessThanOrEqual(100)
    return { Responses: { 'Voters-1': asked.flatMap((key) => stored.get(key.voterId) ?? []) } }
  })
  database.on(UpdateCommand).resolves({})
  const file = join(folder, 'gave-up.txt')
  writeFileSync(
    file,
    [email, 'late@academie.example', ...others, 'last@academie.example'].join('\n'),
  )
  expect(await runUnsuppress(file, options)).toBe(0)
  expect(said).toEqual([line, 'last@academie.example', texts.unsuppressed(2)])
  const cleared = database.commandCalls(UpdateCommand).map(({ args }) => args[0].input.Key)
  expect(cleared).toEqual(
    [email, 'last@academie.example'].map((one) => ({ voterId: voterIdOf(keys, one) })),
  )
})
