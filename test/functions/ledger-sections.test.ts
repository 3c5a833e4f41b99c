import { expect, test } from 'vitest'
import { ledgerSections } from '../../functions/show-watch/ledger-sections.ts'
import type { LedgerView } from '../../functions/show-watch/read-ledger.ts'
import { emptySummary, type LedgerSummary } from '../../shared/domain/ledger/stored-head.ts'
import { controlTexts } from '../../shared/texts/staff/control-page.ts'
import { now } from '../builders/values.ts'
import { election } from '../builders/voters.ts'

const { timeZone } = election
const place = { timeZone, now }

const sections = (
  soFar: Partial<LedgerSummary> | undefined,
  { recipients = 1, isMailed = false } = {},
) => {
  const hash = 'abcdef'
  const head = { head: { ledger: 'a', segment: 1, number: 9, hash, at: now }, text: 'signed' }
  const last = soFar && { ...head, interventions: [], soFar: { ...emptySummary, ...soFar } }
  const mailed = isMailed && last ? { head: last, at: now } : undefined
  return ledgerSections({ lastHead: last, lastMailing: mailed } as LedgerView, recipients, place)
}

test('the ledger’s sections for delegates say that there is no seal, no signed head and no intervention yet', () => {
  const [seal, head, interventions] = sections(undefined)
  expect(seal?.lines).toEqual([controlTexts.noSeal])
  expect(head?.lines).toEqual([controlTexts.noHead])
  expect(interventions?.lines).toEqual([
    controlTexts.interventionMeaning,
    controlTexts.noIntervention,
    controlTexts.openedFiles(['0', '0', '0']),
    controlTexts.openedFileMeaning,
  ])
  expect(interventions).not.toHaveProperty('table')
})

test('the ledger’s sections for delegates show a seal, with its digest to compare if there is one', () => {
  const seal = { number: 1, at: now, kind: 'seal', by: 'Deployer/alice' }
  const lines = [controlTexts.sealText(now, timeZone, seal.by), controlTexts.sealNotVerified]
  expect(sections({ seal })[0]).toMatchObject({ lines, figures: [] })
  const [whole] = sections({ seal: { ...seal, digest: 'ab12cd34' } })
  expect(whole?.lines).toEqual([...lines, controlTexts.sealDigest])
})

test('the ledger’s sections for delegates show the mailed head to compare only if anybody is mailed', () => {
  expect(sections({}, { isMailed: true })[1]).toMatchObject({ copy: 'signed' })
  expect(sections({}, { isMailed: true, recipients: 0 })[1]).not.toHaveProperty('copy')
})
