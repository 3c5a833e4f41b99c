import type { PhoneReleases } from '../../shared/domain/sms/sms-grants.ts'
import type { State } from './in-memory-state.ts'

export function inMemoryPhoneReleases({ phones }: State): PhoneReleases {
  return {
    async free(phoneHash, at) {
      const phone = phones.get(phoneHash)
      if (!phone || phone.reissueCount === 0) return 'unused'
      phones.set(phoneHash, { ...phone, reissueCount: 0, freedAt: at })
      return 'freed'
    },
  }
}
