import { afterEach, describe, expect, test, vi } from 'vitest'
import { hasDraft, keepDraft, takeDraft } from '../../site/scripts/draft.ts'
import { stubTabStorage } from '../fakes/tab-storage.ts'

afterEach(() => vi.unstubAllGlobals())

describe('what was typed when the session ended', () => {
  const draft = { phone: '06 12 34 56 78', birthDate: '01/02/1980' }

  test('comes back once, to the voter who typed it', () => {
    stubTabStorage()
    keepDraft('camille@academie.example', draft)
    expect(hasDraft()).toBe(true)
    expect(takeDraft('camille@academie.example')).toEqual(draft)
    expect(hasDraft()).toBe(false)
    expect(takeDraft('camille@academie.example')).toBeUndefined()
  })

  test('is lost when another voter signs in', () => {
    stubTabStorage()
    keepDraft('camille@academie.example', draft)
    expect(takeDraft('dominique@academie.example')).toBeUndefined()
    expect(takeDraft('camille@academie.example')).toBeUndefined()
  })

  test('is lost in a browser that refuses storage, and nothing breaks', () => {
    vi.stubGlobal('sessionStorage', undefined)
    keepDraft('camille@academie.example', draft)
    expect(hasDraft()).toBe(false)
    expect(takeDraft('camille@academie.example')).toBeUndefined()
  })
})
