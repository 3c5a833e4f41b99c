import { describe, expect, test } from 'vitest'
import type { Reissue } from '../../shared/contract/reissue.ts'
import {
  draftOf,
  forgetAllButDrafts,
  forgetDraft,
  forgetSentIdentity,
  hasDraft,
  keepDraft,
  keepSentIdentity,
  takeSentIdentity,
} from '../../site/scripts/reissue/draft.ts'
import { stubTabStorage } from '../fakes/tab-storage.ts'
import { reissueAnswer } from '../screenshots/sample-answers.ts'

const typed = { phone: '', numen: '01E1000000ABC', birthDate: '01/02/1980' }
const accepted = reissueAnswer('accepted')
const withdrawn = reissueAnswer('cancelled', { withdrawn: true })
const another = { ...withdrawn, id: 'another' }

function kept(): Map<string, string> {
  const items = stubTabStorage()
  keepSentIdentity(accepted.id, typed)
  return items
}

const holdsNumen = (items: Map<string, string>) => JSON.stringify([...items]).includes(typed.numen)

describe('the identity of a sent request', () => {
  test('returns once, after a withdrawal', () => {
    const items = kept()
    forgetSentIdentity(accepted)
    forgetSentIdentity(withdrawn)
    expect(takeSentIdentity(withdrawn)).toEqual(typed)
    expect(holdsNumen(items)).toBe(false)
    expect(takeSentIdentity(withdrawn)).toBeUndefined()
  })

  test.each<[string, Reissue | null]>([
    ['another request', another],
    ['a request that failed', reissueAnswer('failed')],
    ['no request', null],
  ])('does not return for %s, and is deleted', (_, latest) => {
    const items = kept()
    expect(takeSentIdentity(latest)).toBeUndefined()
    expect(holdsNumen(items)).toBe(false)
  })

  test.each<[string, () => void]>([
    ['the SMS leaves', () => forgetSentIdentity(reissueAnswer('sending'))],
    ['the request is cancelled', () => forgetSentIdentity(reissueAnswer('cancelled'))],
    ['another voter has none', () => forgetSentIdentity(null)],
    ['the session ends', () => forgetAllButDrafts()],
  ])('is deleted when %s', (_, end) => {
    const items = kept()
    end()
    expect(holdsNumen(items)).toBe(false)
    expect(takeSentIdentity(withdrawn)).toBeUndefined()
  })
})

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
