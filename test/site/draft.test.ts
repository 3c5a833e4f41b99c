import { describe, expect, test } from 'vitest'
import { draftOf, forgetDraft, hasDraft, keepDraft } from '../../site/scripts/reissue/draft.ts'
import { stubTabStorage } from '../fakes/tab-storage.ts'

describe('the draft of the form', () => {
  const draft = { phone: '06 12 34 56 78', birthDate: '01/02/1980' }

  test('returns to the voter who typed it until it is deleted', () => {
    stubTabStorage()
    keepDraft('camille@academie.example', draft)
    for (const _ of ['a reload', '« Retour »'])
      expect(draftOf('camille@academie.example')).toEqual(draft)
    expect(hasDraft()).toBe(true)
    forgetDraft()
    expect(hasDraft()).toBe(false)
    expect(draftOf('camille@academie.example')).toBeUndefined()
  })

  test('is deleted when another voter signs in', () => {
    stubTabStorage()
    keepDraft('camille@academie.example', draft)
    expect(draftOf('dominique@academie.example')).toBeUndefined()
    expect(draftOf('camille@academie.example')).toBeUndefined()
  })

  test('is deleted once its fields are empty', () => {
    stubTabStorage()
    keepDraft('camille@academie.example', draft)
    keepDraft('camille@academie.example', { phone: '', birthDate: '' })
    expect(hasDraft()).toBe(false)
    expect(draftOf('camille@academie.example')).toBeUndefined()
  })
})
