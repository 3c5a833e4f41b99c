export interface SmsCeilings {
  /** Subtracts one SMS if the count is at `least`, so that concurrent grants give only one. */
  grantToVoter(voterId: string, least: number): Promise<'granted' | 'nothing-counted'>
  grantToPhone(phoneHash: string, least: number): Promise<'granted' | 'nothing-counted'>
}
