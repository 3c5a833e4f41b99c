export interface StoppedServices {
  mappings: readonly { id: string; source: string }[]
  /** Functions with a reserved concurrency of 0. */
  functions: readonly string[]
  rules: readonly string[]
  mail: boolean
}
