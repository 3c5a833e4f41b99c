/** The ceilings of a voter's SMS and of a phone's, which only staff move. */
export interface SmsCeilings {
  /** Takes one SMS off the count if it is at `least`: several people who find a voter at a ceiling grant one SMS. */
  grantToVoter(voterId: string, least: number): Promise<'granted' | 'nothing-counted'>
  grantToPhone(phoneHash: string, least: number): Promise<'granted' | 'nothing-counted'>
}

export interface PhoneReleases {
  /** Earlier requests count for the phone no more, their SMS excepted. */
  free(phoneHash: string, at: ElectionInstant): Promise<'freed' | 'unused'>
}
