export interface StoppedServices {
  mappings: readonly { id: string; source: string }[]
  functions: readonly string[]
  rules: readonly string[]
  mail: boolean
}
