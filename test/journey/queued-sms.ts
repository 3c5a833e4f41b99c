import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { envVar } from '../../local/run.ts'
import { emptyCalendar, ttlSeconds } from '../../shared/domain/election/calendar.ts'
import { calendarKey } from '../../shared/tables/calendar.ts'
import { fromNow, itemOf, setItem } from './items.ts'
import { type ApiClient, eventually, type Json, type LocalRun, stateReached } from './local-run.ts'
import type { AwsCall } from './permissions.ts'

export async function putOnQueue(
  { app, sqs }: LocalRun,
  variableName: `${'SMS' | 'MAIL' | 'NEWS' | 'ACCOUNT_EVENT'}_QUEUE_URL`,
  message: unknown,
): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: envVar(app, variableName),
      MessageBody: typeof message === 'string' ? message : JSON.stringify(message),
      DelaySeconds: 0,
    }),
  )
}

export async function putSms(run: LocalRun, reissueId: string): Promise<void> {
  await waitForMail(run, reissueId)
  const beforeDelay = fromNow(-901)
  const times = { requestedAt: beforeDelay, confirmedAt: beforeDelay }
  await setItem(run, 'REISSUES_TABLE', { reissueId }, times)
  await putOnQueue(run, 'SMS_QUEUE_URL', { reissueId })
}

export async function waitForMail(run: LocalRun, reissueId: string): Promise<void> {
  await eventually('its mail has left', async () => {
    const item = await itemOf(run, 'REISSUES_TABLE', { reissueId })
    return item && !('mailDueAt' in item)
  })
}

export async function sendSms(run: LocalRun, client: ApiClient, reissueId: string): Promise<Json> {
  await putSms(run, reissueId)
  return stateReached(client, reissueId, 'sent')
}

export async function requeueDuringSuspension(
  run: LocalRun,
  reissueId: string,
  calls: readonly AwsCall[],
): Promise<void> {
  const from = fromNow(ttlSeconds + 1)
  const suspended = { ...emptyCalendar, version: 1, suspensions: [{ from }] }
  const key = { calendarId: calendarKey }
  await setItem(run, 'CALENDAR_TABLE', key, suspended, { mayBeNew: true })
  await eventually('the reconciler has them told', async () => {
    await run.schedules.runNow()
    const item = await itemOf(run, 'REISSUES_TABLE', { reissueId })
    return item?.toldPhase === 1
  })
  const queue = envVar(run.app, 'SMS_QUEUE_URL').split('/').at(-1) ?? ''
  await eventually(
    'the SMS is put again',
    async () => {
      await putOnQueue(run, 'SMS_QUEUE_URL', { reissueId })
      return calls.some(
        ({ functionName, action, resource }) =>
          functionName.includes('SendIdentifier') &&
          action === 'sqs:SendMessage' &&
          resource.endsWith(queue),
      )
    },
    { everyMilliseconds: 500 },
  )
}

export const smsTo = (run: LocalRun, phone: string, pattern: RegExp, earlier = 0) =>
  eventually(
    `${pattern} reaches the phone`,
    () => run.textsTo(phone).filter((text) => pattern.test(text))[earlier],
  )
