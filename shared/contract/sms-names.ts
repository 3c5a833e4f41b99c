/** Names that elections know the shared stack by, so that neither holds the other's update up. */
export const smsNames = {
  stack: 'ReassortSms',
  receiptsTopic: 'reassort-receipts',
  collector: 'reassort-collect-receipts',
  setter: 'reassort-set-sms-attributes',
}

/** The two log groups that SNS writes receipts to, one of them for SMS that did not arrive. */
export function receiptLogGroupsOf({ region, account }: { region: string; account: string }) {
  const successes = `sns/${region}/${account}/DirectPublishToPhoneNumber`
  return { successes, failures: `${successes}/Failure` }
}
