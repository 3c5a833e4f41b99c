import { describe, expect, it } from 'vitest'
import { cancelLink, cancelToken, isCancelToken } from '../../shared/domain/reissue/cancel-link.ts'
import { keys, otherKeys } from '../builders/values.ts'
import { siteUrl } from '../builders/voters.ts'

const reissueId = 'reissue-1'
const token = cancelToken(keys, reissueId)

describe('the link that cancels a request', () => {
  it('holds the request and its token after the #, which no server sees', () => {
    expect(cancelLink(siteUrl, keys, reissueId)).toBe(`${siteUrl}/annuler/#${reissueId}.${token}`)
    expect(token).toMatch(/^[\w-]{43}$/)
  })

  it('is good for its own request and its own election only', () => {
    expect(isCancelToken(keys, reissueId, token)).toBe(true)
    expect(isCancelToken(keys, 'reissue-2', token)).toBe(false)
    expect(isCancelToken(otherKeys, reissueId, token)).toBe(false)
  })

  it.each(['', token.slice(0, -1), `${token}A`, 'é'.repeat(43), 'A'.repeat(43)])(
    'is not good with another token: %j',
    (other) => expect(isCancelToken(keys, reissueId, other)).toBe(false),
  )
})
