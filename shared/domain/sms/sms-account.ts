export interface ReceiptLogGroup {
  name: string
  retentionDays: number
  /** What CloudWatch hides of each line, as JSON. */
  maskingPolicy: string
  filterName: string
  /** ARN of the function that each line is handed to. */
  collector: string
}

export interface SmsAccount {
  attributes(): Promise<Record<string, string>>
  /** Those that are not named stay as they are. */
  setAttributes(attributes: Record<string, string>): Promise<void>
  /** Makes it if it is not there. */
  prepare(logGroup: ReceiptLogGroup): Promise<void>
  /** Its lines go to no collector any more, whether or not they did. */
  release(logGroup: Pick<ReceiptLogGroup, 'name' | 'filterName'>): Promise<void>
}
