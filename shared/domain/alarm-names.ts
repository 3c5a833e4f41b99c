/** `Reassort-AlarmsNoMail7DD9EC39-1A2B3C4D5E6F` becomes `NoMail`. */
export function shortAlarmName(name: string): string {
  return /-(?:Alarms)?([A-Za-z]+?)[0-9A-F]{8}-/.exec(name)?.[1] ?? name
}

export function runbookSection(description: string): string | undefined {
  return /docs\/runbook\.md#(\S+)/.exec(description)?.[1]
}

export interface ActiveAlarm {
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
