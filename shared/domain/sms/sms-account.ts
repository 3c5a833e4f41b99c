export interface ReceiptLogGroup {
  name: string
  retentionDays: number
  maskingPolicy: string
  filterName: string
  /** ARN of the function that receives each line. */
  collector: string
}

export interface SmsAccount {
  attributes(): Promise<Record<string, string>>
  setAttributes(attributes: Record<string, string>): Promise<void>
  prepareLogGroup(logGroup: ReceiptLogGroup): Promise<void>
  unsubscribeLogGroup(logGroup: Pick<ReceiptLogGroup, 'name' | 'filterName'>): Promise<void>
}
