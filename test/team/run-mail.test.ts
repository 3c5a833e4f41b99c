import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  DeleteSuppressedDestinationCommand,
  ListSuppressedDestinationsCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2'
import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { failureTexts } from '../../team/failure-texts.ts'
import { runStatus, runUnsuppress, mailCommandTexts as texts } from '../../team/mail/run-mail.ts'
import { aLocalElection } from '../builders/local-election.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { bothClocks, keys } from '../builders/values.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const { tables, said, saidAsError, asked, asStack, aVoter, run } = await aLocalElection()
const ses = mockedClients(SESv2Client)
const folder = temporaryFolder(afterAll)
const email = 'alice@academie.example'
const since = bothClocks('2026-11-02T08:00:00Z')
const elsewhere = 'of.another.application@example.org'

beforeEach(() => {
  const listed = [email, elsewhere].map((EmailAddress) => ({
    EmailAddress,
    Reason: 'BOUNCE' as const,
    LastUpdateTime: since,
  }))
  ses.on(ListSuppressedDestinationsCommand).callsFake(() => ({
    SuppressedDestinationSummaries: listed,
  }))
  ses.on(DeleteSuppressedDestinationCommand).resolves({})
})

const removed = () =>
  ses.commandCalls(DeleteSuppressedDestinationCommand).map(({ args }) => args[0].input.EmailAddress)
const line = texts.address({ email, reason: 'bounce', since }, 'Europe/Paris')
const operator = () => asStack('Operator')

async function gaveUp(address: string, more: { final?: true } = {}) {
  const failure = { addressId: voterIdOf(keys, address), why: 'refused' as const, at: since }
  await aVoter({ email: address }, { mailFailure: { ...failure, ...more } })
}

const keptFromMails = async () => {
  const { Items = [] } = await tables.database.send(
    new ScanCommand({
      TableName: tables.names.voters,
      FilterExpression: 'attribute_exists(mailFailure)',
    }),
  )
  return Items.map((item) => item.email).sort()
}

test('status lists voters on the account’s suppression list, and leaves them there', async () => {
  await aVoter({ email })
  expect(await run(runStatus, operator())).toBe(0)
  expect([said, saidAsError]).toEqual([[line], [texts.suppressedAddresses(1)]])
  expect(removed()).toEqual([])
})

test('status ignores former addresses and removed voters', async () => {
  await aVoter({ email }, { email: 'alice.b@academie.example' })
  await aVoter({ email: elsewhere }, { removedAt: since })
  expect(await run(runStatus, operator())).toBe(0)
  expect([said, saidAsError]).toEqual([[], [texts.noAddress]])
})

test('unsuppress takes the addresses of a file off the list', async () => {
  await aVoter({ email })
  const file = join(folder, 'addresses.txt')
  writeFileSync(file, `${line}\r\n\n"Bob" <BOB@x.example>; ${elsewhere}\nsans adresse\n`)
  expect(await run(runUnsuppress, file, operator())).toBe(0)
  expect([said, saidAsError]).toEqual([[line], [texts.releasedAddresses(1)]])
  expect(removed()).toEqual([email])
})

test('unsuppress changes nothing without a readable file', async () => {
  const nowhere = join(folder, 'nowhere.txt')
  expect(await run(runUnsuppress, nowhere, operator())).toBe(1)
  expect([said, saidAsError]).toEqual([[], [failureTexts.fileFailure(nowhere, 'ENOENT')]])
  expect([...asked, ...ses.calls()]).toEqual([])
})

test('unsuppress resumes mail to the voters that a file names', async () => {
  await gaveUp(email, { final: true })
  await gaveUp('late@academie.example')
  await gaveUp('last@academie.example', { final: true })
  await gaveUp('not.named@academie.example', { final: true })
  const others = Array.from({ length: 100 }, (_, index) => `other.${index}@academie.example`)
  const file = join(folder, 'gave-up.txt')
  writeFileSync(
    file,
    [email, 'late@academie.example', ...others, 'last@academie.example'].join('\n'),
  )
  expect(await run(runUnsuppress, file, operator())).toBe(0)
  expect([said, saidAsError]).toEqual([
    [line, 'last@academie.example'],
    [texts.releasedAddresses(2)],
  ])
  expect(await keptFromMails()).toEqual(['late@academie.example', 'not.named@academie.example'])
})
