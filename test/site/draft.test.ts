import { describe, expect, test } from 'vitest'
import { draftOf, forgetDraft, hasDraft, keepDraft } from '../../site/scripts/reissue/draft.ts'
import { stubTabStorage } from '../fakes/tab-storage.ts'

describe('the draft of the form', () => {
  const draft = { phone: '06 12 34 56 78', birthDate: '01/02/1980' }

  test('returns to the voter who typed it until it is deleted', () => {
    stubTabStorage()
    keepDraft('draft', 'camille@academie.example', draft)
    for (const _ of ['a reload', '« Retour »'])
      expect(draftOf('draft', 'camille@academie.example')).toEqual(draft)
    expect(hasDraft('draft')).toBe(true)
    forgetDraft('draft')
    expect(hasDraft('draft')).toBe(false)
    expect(draftOf('draft', 'camille@academie.example')).toBeUndefined()
  })

  test('is deleted when another voter signs in', () => {
    stubTabStorage()
    keepDraft('draft', 'camille@academie.example', draft)
    expect(draftOf('draft', 'dominique@academie.example')).toBeUndefined()
    expect(draftOf('draft', 'camille@academie.example')).toBeUndefined()
  })

  test('is deleted once it is empty', () => {
    stubTabStorage()
    keepDraft('draft', 'camille@academie.example', draft)
    keepDraft('draft', 'camille@academie.example')
    expect(hasDraft('draft')).toBe(false)
    expect(draftOf('draft', 'camille@academie.example')).toBeUndefined()
  })
})
