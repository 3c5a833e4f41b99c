import { describe, expect, it } from 'vitest'
import { cancelToken, isCancelToken } from '../../shared/domain/reissue/cancel-link.ts'
import { keys } from '../builders/values.ts'

const reissueId = 'reissue-1'
const token = cancelToken(keys, reissueId)

describe('the link that cancels a request', () => {
  it.each(['', token.slice(0, -1), `${token}A`, 'é'.repeat(43), 'A'.repeat(43)])(
    'is not good with another token: %j',
    (other) => expect(isCancelToken(keys, reissueId, other)).toBe(false),
  )
})
