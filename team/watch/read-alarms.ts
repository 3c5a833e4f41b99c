import {
  type CloudWatchClient,
  type MetricAlarm,
  paginateDescribeAlarms,
} from '@aws-sdk/client-cloudwatch'
import { runbookSection, shortAlarmName } from '../../shared/tooling/alarm-names.ts'

export interface AlarmOn {
  /** As `lib/alarms` names it. */
  name: string
  since: Date
  /** What its description says, in English. */
  says: string
  /** Of docs/runbook.md, as a link names it. */
  section: string | undefined
}

export async function readAlarms(client: CloudWatchClient, prefix: string): Promise<MetricAlarm[]> {
  const alarms: MetricAlarm[] = []
  const pages = paginateDescribeAlarms(
    { client },
    { AlarmNamePrefix: prefix, AlarmTypes: ['MetricAlarm'] },
    { abortSignal: AbortSignal.timeout(20_000) },
  )
  for await (const { MetricAlarms = [] } of pages) alarms.push(...MetricAlarms)
  return alarms
}

/** The oldest first. */
export function alarmsOn(alarms: readonly MetricAlarm[]): AlarmOn[] {
  return alarms
    .filter(({ StateValue }) => StateValue === 'ALARM')
    .map(({ AlarmName = '', AlarmDescription = '', ...times }) => ({
      name: shortAlarmName(AlarmName),
      since: times.StateTransitionedTimestamp ?? times.StateUpdatedTimestamp ?? new Date(0),
      // Whoever may write alarms writes no terminal's commands.
      says: AlarmDescription.replace(/ docs\/runbook\.md#\S+$/, '').replace(/\p{C}/gu, ''),
      section: runbookSection(AlarmDescription),
    }))
    .sort((one, other) => one.since.getTime() - other.since.getTime())
}

/** What an alarm looks at, to look at it too. */
export function alarmNamed(alarms: readonly MetricAlarm[], name: string): MetricAlarm | undefined {
  return alarms.find(({ AlarmName = '' }) => shortAlarmName(AlarmName) === name)
}
