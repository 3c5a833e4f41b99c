import { describe, expect, it } from 'vitest'
import {
  changeBreaker,
  closedBreaker,
  recordReceiptOf,
  type SmsBreaker,
} from '../../shared/domain/sms/sms-breaker.ts'
import { now } from '../builders/values.ts'

const open = (breaker: SmsBreaker) =>
  recordReceiptOf(
    breaker,
    { reissueId: 'one', territory: 'FR', leftAt: now, limit: 'account' },
    now,
  )

describe('a change of the breaker', () => {
  it('gives up, so that its receipt is handed over again, when others are faster each time', async () => {
    let writes = 0
    const smsBreakers = {
      find: async () => closedBreaker,
      async replace() {
        writes++
        return false
      },
    }
    await expect(changeBreaker(smsBreakers, open)).rejects.toThrow('Others changed the breaker')
    expect(writes).toBe(5)
  })
})
