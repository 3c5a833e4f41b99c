import { setTimeout as sleep } from 'node:timers/promises'
import {
  type CloudWatchClient,
  type MetricAlarm,
  paginateDescribeAlarms,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch'
import { shortAlarmName } from '../../shared/domain/alarm-names.ts'

/** No stack says of itself that it is one: its name must. */
export const isRehearsal = (stack: string) => /rehearsal|repetition/i.test(stack)

/** What CloudWatch looks at each minute; a drill is over by the second time. */
const everyMilliseconds = 10_000
const longestMilliseconds = 180_000

/**
 * Sets an alarm of a deployment off and waits until CloudWatch has looked at its metric again: the team gets both
 * e-mails. Nothing is made true.
 * @returns after how many seconds it was over; undefined when it was on before, for a cause of its own
 */
export async function setOff(
  client: CloudWatchClient,
  stack: string,
  alarm: string,
  pauseMilliseconds = everyMilliseconds,
): Promise<number | undefined> {
  if (!isRehearsal(stack)) throw new Error(`${stack} is not named as a rehearsal`)
  const { AlarmName, StateValue } = await find(client, stack, alarm)
  if (StateValue === 'ALARM') return undefined
  const StateReason = 'A drill: nothing is wrong'
  await client.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason }))
  for (let waited = 0; waited < longestMilliseconds; waited += pauseMilliseconds) {
    if ((await find(client, stack, alarm)).StateValue !== 'ALARM') return waited / 1000
    await sleep(pauseMilliseconds)
  }
  throw new Error(`${alarm} is still on: CloudWatch has not looked at it again`)
}

async function find(client: CloudWatchClient, stack: string, alarm: string): Promise<MetricAlarm> {
  const pages = paginateDescribeAlarms({ client }, { AlarmNamePrefix: `${stack}-` })
  for await (const { MetricAlarms = [] } of pages) {
    const found = MetricAlarms.find(({ AlarmName = '' }) => shortAlarmName(AlarmName) === alarm)
    if (found) return found
  }
  throw new Error(`The stack ${stack} has no alarm ${alarm}`)
}
