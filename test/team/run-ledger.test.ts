import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failureTexts } from '../../team/failure-texts.ts'
import { runExport, runVerify } from '../../team/ledger/run-ledger.ts'
import { ledgerTexts as texts } from '../../team/ledger/texts.ts'
import { aLocalElection } from '../builders/local-election.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

const { saidAsError, options, run } = await aLocalElection()

test('an export overwrites no folder and no file', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'roll.csv')
  writeFileSync(file, 'the roll')
  expect(await run(runExport, folder, options)).toBe(2)
  expect(await run(runExport, file, options)).toBe(1)
  expect(saidAsError).toEqual([
    texts.nonEmptyFolder(folder),
    failureTexts.fileFailure(file, 'ENOTDIR'),
  ])
  expect(readFileSync(file, 'utf8')).toBe('the roll')
})

test('a folder that is not an export gets no verdict', async () => {
  expect(await runVerify(temporaryFolder(), {})).toBe(2)
})
