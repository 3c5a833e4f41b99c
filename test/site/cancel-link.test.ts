import { afterEach, describe, expect, test, vi } from 'vitest'
import { keepOutcome, openCancelLink, readCancelLink } from '../../site/scripts/cancel-link.ts'
import { stubTabStorage } from '../fakes/tab-storage.ts'

afterEach(() => vi.unstubAllGlobals())

describe('the link of the e-mail about a request', () => {
  const reissueId = '0b8e9f6a-3c1d-4e2f-8a9b-0c1d2e3f4a5b'
  const token = `${'aB3_-'.repeat(8)}xyz`
  const link = `#${reissueId}.${token}`

  test('is read into the request and the proof', () => {
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
  ])('is not guessed from %j', (hash) => {
    expect(readCancelLink(hash)).toBeUndefined()
  })

  test('still works when the page is loaded again, though the address no longer holds it', () => {
    stubTabStorage()
    openCancelLink(link)
    expect(openCancelLink('')).toEqual({ reissueId, token })
    expect(openCancelLink('#contenu')).toEqual({ reissueId, token })
  })

  test('is forgotten once it was used: what is left is how it ended', () => {
    const items = stubTabStorage()
    openCancelLink(link)
    keepOutcome('too-late')
    expect(openCancelLink('')).toBe('too-late')
    expect([...items.values()].join()).not.toContain(token)
  })

  test('never stands for another one: a cut link is no link, even after a whole one', () => {
    stubTabStorage()
    openCancelLink(link)
    expect(openCancelLink(link.slice(0, -1))).toBeUndefined()
    expect(openCancelLink('')).toBeUndefined()
  })

  test('opens anew after another request was cancelled in the same tab', () => {
    stubTabStorage()
    keepOutcome('cancelled')
    expect(openCancelLink(link)).toEqual({ reissueId, token })
  })

  test('works once in a browser that refuses storage', () => {
    vi.stubGlobal('sessionStorage', undefined)
    expect(openCancelLink(link)).toEqual({ reissueId, token })
    expect(openCancelLink('')).toBeUndefined()
  })
})
