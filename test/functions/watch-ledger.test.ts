import {
  GetFunctionConcurrencyCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda'
import { expect, it } from 'vitest'
import { watchLedger } from '../../functions/watch-vote/watch-ledger.ts'
import { countReadStreams } from '../../shared/adapters/ledger/lambda-ledger-reading.ts'
import type { JournalEvent } from '../../shared/runtime/journal-event.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const client = new LambdaClient({ region: 'eu-west-3' })
const lambda = mockedClients(client)

async function logged(states: (string | undefined)[], reserved?: number): Promise<JournalEvent[]> {
  const mappings = states.map((State, stream) => ({ State, EventSourceArn: `${stream}` }))
  const EventSourceMappings = mappings.length > 0 ? mappings : undefined
  lambda.on(ListEventSourceMappingsCommand).resolves({ EventSourceMappings })
  lambda.on(GetFunctionConcurrencyCommand).resolves({ ReservedConcurrentExecutions: reserved })
  const events: JournalEvent[] = []
  const countStreams = () => countReadStreams(client, 'WriteLedger')
  await watchLedger({ countStreams, tableCount: 3, journal: (event) => void events.push(event) })
  expect(lambda.calls().at(0)?.args[0].input).toEqual({ FunctionName: 'WriteLedger' })
  return events
}
const unread = (streams: number) => [{ event: 'ledger.unread', streams }]

it('streams that a deployment is about to change are read', async () => {
  expect(await logged(['Enabled', 'Updating', 'Creating'])).toEqual([])
  expect(await logged(['Enabled', 'Enabling', 'Enabled'], 2)).toEqual([])
})

it.each([
  ['is disabled', ['Enabled', 'Disabled', 'Enabled'], undefined, 1],
  ['is being disabled', ['Enabled', 'Enabled', 'Disabling'], undefined, 1],
  ['is gone, as all are,', [], undefined, 3],
  ['is gone, or going', ['Enabled', 'Deleting'], undefined, 2],
  ['is none, since nothing may call the writer', ['Enabled', 'Enabled', 'Enabled'], 0, 3],
] as const)('a stream whose mapping %s is told', async (_, states, reserved, count) => {
  expect(await logged([...states], reserved)).toEqual(unread(count))
})
