/** Fixed names instead of stack exports, which would block updates of the shared stack while an election uses them. */
export const smsResourceNames = {
  stack: 'ReassortSms',
  receiptsTopic: 'reassort-receipts',
  collector: 'reassort-collect-receipts',
  attributesSetter: 'reassort-set-sms-attributes',
}

export function receiptLogGroupsOf({ region, account }: { region: string; account: string }) {
  const successes = `sns/${region}/${account}/DirectPublishToPhoneNumber`
  return { successes, failures: `${successes}/Failure` }
}
