export interface SmsCeilings {
  /** Subtracts one SMS if the count is at `least`, so that concurrent grants give only one. */
  grantToVoter(voterId: string, least: number): Promise<'granted' | 'nothing-counted'>
  grantToPhone(phoneHash: string, least: number): Promise<'granted' | 'nothing-counted'>
}

export interface PhoneReleases {
  /** Takes the phone from whoever registered it, and stops counting earlier requests for it; its SMS still count. */
  free(phoneHash: string, at: ElectionInstant): Promise<'freed' | 'unused'>
}
