import type { SmsCeilings } from '../../shared/domain/sms/sms-grants.ts'
import type { State } from './in-memory-state.ts'

export function inMemorySmsCeilings({ voters, phones }: State): SmsCeilings {
  async function takeOff<Item extends { smsCount?: number }>(
    table: Map<string, Item>,
    key: string,
  ) {
    const item = table.get(key)
    if (!item?.smsCount || item.smsCount <= 0) return 'nothing-counted' as const
    table.set(key, { ...item, smsCount: item.smsCount - 1 })
    return 'granted' as const
  }

  return {
    grantToVoter: (voterId) => takeOff(voters, voterId),
    grantToPhone: (phoneHash) => takeOff(phones, phoneHash),
  }
}
