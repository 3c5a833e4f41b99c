import { closedBreaker, type SmsBreakers } from '../../shared/domain/sms/sms-breaker.ts'

export function inMemorySmsBreakers(): SmsBreakers {
  let stored = closedBreaker
  return {
    find: async () => structuredClone(stored),
    async replace(found, next) {
      if (found.version !== stored.version) return false
      stored = structuredClone({ ...next, version: found.version + 1 })
      return true
    },
  }
}
