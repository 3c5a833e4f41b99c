/** What somebody may have stopped in AWS, by hand: none of it stops by itself. */
export interface Stopped {
  /** Event source mappings: a queue or a stream that its function no longer reads. */
  mappings: readonly { id: string; source: string }[]
  /** Functions whose reserved concurrency is 0, so that nothing invokes them. */
  functions: readonly string[]
  /** Schedules and rules for events, by name. */
  rules: readonly string[]
  /** True if SES sends no e-mail for the account, or none for this election. */
  mail: boolean
}

export interface ServiceSwitches {
  stopped(): Promise<Stopped>
  /** Tries each part. @throws what AWS refused first */
  start(stopped: Stopped): Promise<void>
}

export const isRunning = ({ mappings, functions, rules, mail }: Stopped): boolean =>
  mappings.length + functions.length + rules.length === 0 && !mail
