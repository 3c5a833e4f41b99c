import { describe, expect, test } from 'vitest'
import {
  forgetPasswordLink,
  isReloadedOrRestored,
  openPasswordLink,
  readLink,
} from '../../site/scripts/account/password-link.ts'
import { stubTabStorage } from '../fakes/tab-storage.ts'

describe('the link of the e-mail about a password', () => {
  const token = `${'aB3_-'.repeat(4)}xy.${'aB3_-'.repeat(8)}xyz`
  const link = `#${token}`

  test("is read in the API's form", () => {
    expect(readLink(link)).toEqual({ token, isFirstPassword: false })
    expect(readLink(`${link}.1`)).toEqual({ token, isFirstPassword: true })
  })

  test.each([
    '',
    '#',
    '#contenu',
    token,
    link.slice(0, -1),
    `${link}x`,
    `#contenu${link}`,
    link.replace('.', ''),
    link.replace('#a', '#'),
    `#${token.slice(23)}.${token.slice(0, 22)}`,
    `${link}\n`,
  ])('is not read from %j', (hash) => {
    expect(readLink(hash)).toBeUndefined()
  })

  test.each([
    ['reload', 1, true],
    ['back_forward', 2, true],
    ['navigate', 0, false],
  ])('recognises a reload by %s, or by %i in old browsers', (type, number, again) => {
    const timing = (entries: { type: string }[], type: number) => ({
      getEntriesByType: () => entries,
      navigation: { type },
    })
    expect(isReloadedOrRestored(timing([{ type }], 255))).toBe(again)
    expect(isReloadedOrRestored(timing([], number))).toBe(again)
  })

  test('is deleted once it was used or is dead', () => {
    const items = stubTabStorage()
    openPasswordLink(link, false)
    forgetPasswordLink()
    expect(openPasswordLink('', true)).toBeUndefined()
    expect([...items.values()].join()).not.toContain(token)
  })

  test('is not replaced by an earlier one: a truncated link is dead, even after a whole one', () => {
    const items = stubTabStorage()
    openPasswordLink(link, false)
    expect(openPasswordLink(link.slice(0, -1), false)).toBe('dead')
    expect(openPasswordLink('', true)).toBeUndefined()
    expect([...items.values()].join('')).toBe('')
  })
})
