export interface StoppedServices {
  /** Disabled event source mappings, each with the queue or stream it reads. */
  mappings: readonly { id: string; source: string }[]
  /** Functions with a reserved concurrency of 0, which nothing can invoke. */
  functions: readonly string[]
  /** Names of disabled schedules and event rules. */
  rules: readonly string[]
  /** True if SES sends no e-mail for the account, or none for this election. */
  mail: boolean
}
