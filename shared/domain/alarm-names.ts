/** Strips what CloudFormation adds: `Reassort-AlarmsNoMail7DD9EC39-1A2B3C4D5E6F` becomes `NoMail`. */
export function shortAlarmName(name: string): string {
  return /-(?:Alarms)?([A-Za-z]+?)[0-9A-F]{8}-/.exec(name)?.[1] ?? name
}

/** Returns the anchor in docs/runbook.md that an alarm's description links to. */
export function runbookSection(description: string): string | undefined {
  return /docs\/runbook\.md#(\S+)/.exec(description)?.[1]
}

export interface ActiveAlarm {
  /** Name of the alarm in `lib/alarms`. */
  name: string
  since: Date
  description: string
  section?: string | undefined
}

export interface AlarmReport {
  total: number
  withoutData: number
  /** Oldest first. */
  active: ActiveAlarm[]
}
