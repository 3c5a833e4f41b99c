/** The ceilings of a voter's SMS and of a phone's, which only the helpdesk moves. */
export interface SmsCeilings {
  /**
   * Takes one SMS off the count, so that one more may be asked for.
   * @param least that must be counted: who find a voter at a ceiling grant one, however many they are
   */
  grantToVoter(voterId: string, least?: number): Promise<'granted' | 'nothing-counted'>
  grantToPhone(phoneHash: string): Promise<'granted' | 'nothing-counted'>
}

export interface PhoneReleases {
  /** The phone serves nobody: what was asked for before `at` counts for it no more, its SMS excepted. */
  free(phoneHash: string, at: ElectionInstant): Promise<'freed' | 'unused'>
}
