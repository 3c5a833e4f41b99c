import { describe, expect, test } from 'vitest'
import { holdsLink, keepOrRecallLink, readCancelLink } from '../../site/scripts/mailed-link.ts'
import { remember } from '../../site/scripts/tab-memory.ts'
import { refuseTabStorage, stubTabStorage } from '../fakes/tab-storage.ts'

const KEY = 'a-link'

describe('the link of an e-mail', () => {
  test('still works after a reload, although the URL no longer holds it', () => {
    stubTabStorage()
    keepOrRecallLink(KEY, '#a')
    for (const hash of ['', '#contenu']) expect(keepOrRecallLink(KEY, hash)).toBe('#a')
  })

  test('is replaced by the next link opened in the same tab, even a truncated one', () => {
    stubTabStorage()
    keepOrRecallLink(KEY, '#a.b')
    for (const hash of ['#a', '']) expect(keepOrRecallLink(KEY, hash)).toBe('#a')
  })

  test('is replaced by its outcome, and the outcome by another link', () => {
    const items = stubTabStorage()
    keepOrRecallLink(KEY, '#a')
    remember(KEY, 'cancelled')
    expect(keepOrRecallLink(KEY, '')).toBe('cancelled')
    expect([...items.values()].join()).not.toContain('#a')
    expect(keepOrRecallLink(KEY, '#b')).toBe('#b')
  })

  test('is not read from the fragment of the skip link', () => {
    stubTabStorage()
    for (const hash of ['', '#contenu']) {
      expect(holdsLink(hash)).toBe(false)
      expect(keepOrRecallLink(KEY, hash)).toBe('')
    }
  })

  test('works once in a browser that refuses storage', () => {
    refuseTabStorage('sessionStorage')
    expect(keepOrRecallLink(KEY, '#a')).toBe('#a')
    expect(keepOrRecallLink(KEY, '')).toBe('')
  })
})

describe('the link of the e-mail about a request', () => {
  const reissueId = '0b8e9f6a-3c1d-4e2f-8a9b-0c1d2e3f4a5b'
  const token = `${'aB3_-'.repeat(8)}xyz`
  const link = `#${reissueId}.${token}`

  test("is read as the request's id and the token", () => {
    expect(readCancelLink(link)).toEqual({ reissueId, token })
  })

  test.each([
    '',
    '#contenu',
    `#${reissueId}`,
    `#.${token}`,
    `#${reissueId}.`,
    `#${reissueId}.${token.slice(1)}`,
    `${link}x`,
    `#x${reissueId}.${token}`,
    `#contenu${link}`,
    `#../../session?${reissueId.slice(14)}.${token}`,
  ])('is not read from %j', (hash) => {
    expect(readCancelLink(hash)).toBeUndefined()
  })
})
