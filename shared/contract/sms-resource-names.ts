/** Fixed names, not exports: a stack cannot change an export while another stack imports it. */
export const smsResourceNames = {
  stack: 'ReassortSms',
  receiptsTopic: 'reassort-receipts',
  collector: 'reassort-collect-receipts',
  attributesSetter: 'reassort-set-sms-attributes',
}

export const smsNamePrefix = 'reassort-'

export function receiptLogGroupsOf({ region, account }: { region: string; account: string }) {
  const successes = `sns/${region}/${account}/DirectPublishToPhoneNumber`
  return { successes, failures: `${successes}/Failure` }
}
