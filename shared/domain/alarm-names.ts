/**
 * What the construct is called: CloudFormation puts the stack and the construct above it before, a hash and letters
 * of its own behind. `Reassort-AlarmsNoMail7DD9EC39-1A2B3C4D5E6F` is `NoMail`.
 */
export function shortAlarmName(name: string): string {
  return /-(?:Alarms)?([A-Za-z]+?)[0-9A-F]{8}-/.exec(name)?.[1] ?? name
}

/** The section of the runbook that an alarm's description names, as a link. */
export function runbookSection(description: string): string | undefined {
  return /docs\/runbook\.md#(\S+)/.exec(description)?.[1]
}

export interface AlarmOn {
  /** As `lib/alarms` names it. */
  name: string
  since: Date
  says: string
  /** Of docs/runbook.md, as a link names it. */
  section?: string | undefined
}

export interface AlarmsRead {
  watched: number
  /** How many of them have had no measure for a while. */
  unmeasured: number
  /** The oldest first. */
  on: AlarmOn[]
}
