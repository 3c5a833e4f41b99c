/** A log group that SNS writes receipts to, and what is made of them. */
export interface ReceiptLogGroup {
  name: string
  retentionDays: number
  /** What CloudWatch hides of each line, as JSON. */
  maskingPolicy: string
  filterName: string
  /** ARN of the function that each line is handed to. */
  collector: string
}

/** How SNS sends the SMS of an account in one region. */
export interface SmsAccount {
  attributes(): Promise<Record<string, string>>
  /** Those that are not named stay as they are. */
  setAttributes(attributes: Record<string, string>): Promise<void>
  /** Makes it if it is not there. */
  prepare(logGroup: ReceiptLogGroup): Promise<void>
  /** Its lines go to no collector any more, whether or not they did. */
  release(logGroup: Pick<ReceiptLogGroup, 'name' | 'filterName'>): Promise<void>
}
