/** Fixed names instead of stack exports, so that neither the shared stack nor an election's blocks an update. */
export const smsNames = {
  stack: 'ReassortSms',
  receiptsTopic: 'reassort-receipts',
  collector: 'reassort-collect-receipts',
  setter: 'reassort-set-sms-attributes',
}

export function receiptLogGroupsOf({ region, account }: { region: string; account: string }) {
  const successes = `sns/${region}/${account}/DirectPublishToPhoneNumber`
  return { successes, failures: `${successes}/Failure` }
}
