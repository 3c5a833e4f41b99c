import { expect, test } from 'vitest'
import { ledgerSections } from '../../functions/show-watch/ledger-sections.ts'
import type { LedgerView } from '../../functions/show-watch/read-ledger.ts'
import { nothingSoFar, type SoFar } from '../../shared/domain/ledger/kept-head.ts'
import type { ReportedIntervention } from '../../shared/domain/ledger/reported-intervention.ts'
import { controlTexts } from '../../shared/texts/staff/control-page.ts'
import { now } from '../builders/values.ts'
import { election } from '../builders/voters.ts'

const { timeZone } = election
const place = { timeZone, now }

const sections = (soFar: Partial<SoFar> | undefined, { recipients = 1, isMailed = false } = {}) => {
  const hash = 'abcdef'
  const head = { head: { ledger: 'a', segment: 1, number: 9, hash, at: now }, signed: 'signed' }
  const last = soFar && { ...head, interventions: [], soFar: { ...nothingSoFar, ...soFar } }
  const mailed = isMailed && last ? { head: last, at: now } : undefined
  return ledgerSections({ last, mailed } as LedgerView, recipients, place)
}
const did = (number: number): ReportedIntervention => ({
  number,
  at: now,
  kind: 'repair',
  by: 'x',
})

test('the delegates’ view of the ledger says what is not there yet: a seal, a signature, an intervention', () => {
  const [seal, head, interventions] = sections(undefined)
  expect(seal?.lines).toEqual([controlTexts.notSealed])
  expect(head?.lines).toEqual([controlTexts.noHead])
  expect(interventions?.lines).toEqual([
    controlTexts.meaning,
    controlTexts.noIntervention,
    controlTexts.openedFiles(['0', '0', '0']),
    controlTexts.filesMeaning,
  ])
  expect(interventions).not.toHaveProperty('table')
})

test('the delegates’ view of the ledger shows a seal with what is to be compared, if it has it', () => {
  const seal = { number: 1, at: now, kind: 'seal', by: 'Deployer/alice' }
  const expectedLines = [controlTexts.sealed(now, timeZone, seal.by), controlTexts.sealNotVerified]
  expect(sections({ seal })[0]).toMatchObject({ lines: expectedLines, figures: [] })
  const [whole] = sections({ seal: { ...seal, digest: 'ab12cd34' } })
  expect(whole?.lines).toEqual([...expectedLines, controlTexts.sealDigest])
})

test('the delegates’ view of the ledger shows the interventions in columns that are named, and counts files apart', () => {
  const latest = [did(1), did(2)]
  const counts = { 'file-opened': 6, 'file-opened-by-identity': 5, 'file-opened-to-agree': 4 }
  const [, , interventions] = sections({ latest, counts })
  expect(interventions?.lines).toContain(controlTexts.openedFiles(['6', '5', 'moins de 5']))
  expect(interventions?.table?.columns).toEqual(controlTexts.columns)
  expect(interventions?.table?.rows).toHaveLength(2)
})

test('the delegates’ view of the ledger gives what was mailed to be compared to those alone who are mailed', () => {
  expect(sections({}, { isMailed: true })[1]).toMatchObject({ copy: 'signed' })
  expect(sections({}, { isMailed: true, recipients: 0 })[1]).not.toHaveProperty('copy')
})
