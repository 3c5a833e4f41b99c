export interface SmsGrants {
  /** Subtracts one SMS if the count is at least `minimum`: at the limit, concurrent grants subtract only one. */
  grantToVoter(voterId: string, minimum: number): Promise<'granted' | 'nothing-counted'>
  grantToPhone(phoneHash: string, minimum: number): Promise<'granted' | 'nothing-counted'>
}
