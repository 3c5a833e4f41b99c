import type { PhoneReleases, SmsCeilings } from '../../shared/domain/sms/sms-grants.ts'
import type { State } from './in-memory-state.ts'

export function inMemorySmsCeilings({ voters, phones }: State): SmsCeilings {
  async function takeOff<Item extends { smsCount?: number }>(
    table: Map<string, Item>,
    key: string,
    least = 1,
  ) {
    const item = table.get(key)
    if (!item?.smsCount || item.smsCount < least) return 'nothing-counted' as const
    table.set(key, { ...item, smsCount: item.smsCount - 1 })
    return 'granted' as const
  }

  return {
    grantToVoter: (voterId, least) => takeOff(voters, voterId, least),
    grantToPhone: (phoneHash) => takeOff(phones, phoneHash),
  }
}

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
