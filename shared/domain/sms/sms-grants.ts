export interface SmsCeilings {
  /** Subtracts one SMS if the count is at least `least`, so that concurrent grants subtract only one. */
  grantToVoter(voterId: string, least: number): Promise<'granted' | 'nothing-counted'>
  grantToPhone(phoneHash: string, least: number): Promise<'granted' | 'nothing-counted'>
}
