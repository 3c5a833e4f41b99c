import { expect } from 'vitest'
import { variable } from '../../local/run.ts'
import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { anAccountEvent } from '../builders/account-events.ts'
import { eventually } from './local-run.ts'
import { putOnQueue } from './queued-sms.ts'
import { test } from './shared-run.ts'

test('what is done to the account is noted once, however often it is told, as it was told first', async ({
  run,
}) => {
  const interventions = dynamoInterventions(run.database, variable(run.app, 'INTERVENTIONS_TABLE'))
  const who = 'arn:aws:sts::000000000000:assumed-role/Administrator/alice'
  const event = anAccountEvent({ action: 'DeleteRolePolicy', role: 'Helpdesk', who })
  const last = anAccountEvent()
  await putOnQueue(run, 'ACCOUNT_EVENT_QUEUE_URL', event)
  const noted = async (id: string) =>
    (await interventions.all()).filter(({ interventionId }) => interventionId === id)
  await eventually('it is noted', async () => (await noted(event.id)).length > 0)
  await putOnQueue(run, 'ACCOUNT_EVENT_QUEUE_URL', { ...event, who: '', action: 'forged' })
  await putOnQueue(run, 'ACCOUNT_EVENT_QUEUE_URL', last)
  await eventually('the next one is noted', async () => (await noted(last.id)).length > 0)
  expect(await noted(event.id)).toEqual([
    {
      interventionId: event.id,
      kind: 'rights',
      at: event.at,
      by: 'Administrator/alice',
      subject: 'DeleteRolePolicy Helpdesk',
    },
  ])
})
