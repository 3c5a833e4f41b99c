import {
  DeleteSuppressedDestinationCommand,
  ListSuppressedDestinationsCommand,
  NotFoundException,
  SESv2Client,
} from '@aws-sdk/client-sesv2'
import { expect, test } from 'vitest'
import { sesSuppressionList } from '../../shared/adapters/mail/ses-suppression-list.ts'
import type { SuppressedAddress } from '../../shared/domain/mail/suppression-list.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const client = new SESv2Client({ region: 'eu-west-3' })
const ses = mockedClients(client)
const list = sesSuppressionList(client)
const since = new Date('2026-11-02T08:00:00Z')
const alice = { email: 'Alice@academie.example', reason: 'bounce' as const, since }

test('the suppression list of the account is read to its end, by pages of a thousand', async () => {
  const answer = (EmailAddress: string, Reason: 'BOUNCE' | 'COMPLAINT') => [
    { EmailAddress, Reason, LastUpdateTime: since },
  ]
  const answers = [
    { SuppressedDestinationSummaries: answer(alice.email, 'BOUNCE'), NextToken: 'more' },
    // A page may be empty before the end.
    { NextToken: 'and more' },
    { SuppressedDestinationSummaries: answer('bob@example.org', 'COMPLAINT') },
  ]
  const calls: [number?, string?][] = []
  ses.on(ListSuppressedDestinationsCommand).callsFake(({ PageSize, NextToken }) => {
    calls.push([PageSize, NextToken])
    return answers.shift()
  })
  const pages: SuppressedAddress[][] = []
  for await (const page of list.pages()) pages.push(page)
  expect(pages.flat()).toEqual([alice, { email: 'bob@example.org', reason: 'complaint', since }])
  expect(calls).toEqual([
    [1000, undefined],
    [1000, 'more'],
    [1000, 'and more'],
  ])
})

test('the suppression list of the account loses an address as SES spells it', async () => {
  ses.on(DeleteSuppressedDestinationCommand).resolves({})
  await list.remove(alice)
  const [removed] = ses.commandCalls(DeleteSuppressedDestinationCommand)
  expect(removed?.args[0].input).toEqual({ EmailAddress: alice.email })
})

test('the suppression list of the account may have lost it already: that is what was wanted', async () => {
  const gone = new NotFoundException({ message: 'not there', $metadata: {} })
  ses.on(DeleteSuppressedDestinationCommand).rejects(gone)
  await expect(list.remove(alice)).resolves.toBeUndefined()
  ses.on(DeleteSuppressedDestinationCommand).rejects(new Error('refused'))
  await expect(list.remove(alice)).rejects.toThrow('refused')
})
