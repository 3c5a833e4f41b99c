export interface SmsCeilings {
  /** Subtracts one SMS if the count is at `least`, so that concurrent grants give only one. */
  grantToVoter(voterId: string, least: number): Promise<'granted' | 'nothing-counted'>
  grantToPhone(phoneHash: string, least: number): Promise<'granted' | 'nothing-counted'>
}

export interface PhoneReleases {
  /** Stops counting earlier requests for the phone; its SMS still count. */
  free(phoneHash: string, at: ElectionInstant): Promise<'freed' | 'unused'>
}
