import { existsSync, readFileSync, statSync } from 'node:fs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { describe, expect, test, vi } from 'vitest'
import { dynamoRollSeal } from '../../shared/adapters/roll/dynamo-roll-seal.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { RollOperation } from '../../shared/domain/roll/roll-operation.ts'
import { rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import { type MailFailure, type Voter, voterIdOf } from '../../shared/domain/voter/voter.ts'
import { failureTexts } from '../../team/failure-texts.ts'
import { secondPersonTexts } from '../../team/keys/second-person.ts'
import { exportRoll } from '../../team/roll/export-roll.ts'
import { bouncedTexts, listBounced } from '../../team/roll/list-bounced.ts'
import { repairTexts } from '../../team/roll/repair-texts.ts'
import { runRepair } from '../../team/roll/run-repair.ts'
import { showStatus } from '../../team/roll/show-status.ts'
import { statusTexts, rollTexts as texts } from '../../team/roll/texts.ts'
import { writeCsv } from '../../team/write-files.ts'
import { keys, now } from '../builders/values.ts'
import { election } from '../builders/voters.ts'
import { aRollCommand } from './roll-commands.ts'

const { reached, newPath, fileOf } = await aRollCommand()
const { tables, said, saidAsError, options, run } = reached

describe('npm run roll -- export', () => {
  test('writes a line for each voter, for its owner alone', async () => {
    // An older import may have left this; the export keeps a spreadsheet from reading it as a formula.
    const stored = { noticeFormat: 'braille', firstName: '=1+1' } as const
    const { email, lastName } = await reached.aVoter({ school: 'Lycée Zola' }, stored)
    const path = newPath()
    expect(await run(exportRoll, path, options)).toBe(0)
    expect(said).toEqual([texts.rollExport(1, path)])
    const [header, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\r\n')
    expect(header).toContain('email;first_name;last_name;ballots;school;')
    expect(lines).toEqual([
      `${email};'=1+1;${lastName};csa-ministeriel cap-certifies;Lycée Zola;braille`,
    ])
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('never overwrites a file', async () => {
    const path = fileOf('as it was')
    expect(await run(exportRoll, path, options)).toBe(1)
    expect(saidAsError).toEqual([failureTexts.fileFailure(path, 'EEXIST')])
    expect(readFileSync(path, 'utf8')).toBe('as it was')
  })

  test('writes each voter once, however many there are', async () => {
    const path = newPath()
    const names = Array.from({ length: 2001 }, (_, index) => `name ${index}`)
    async function* records() {
      for (const name of names) yield [name]
    }
    expect(await writeCsv(path, ['name'], records())).toBe(2001)
    expect(readFileSync(path, 'utf8')).toBe(`\uFEFF${['name', ...names, ''].join('\r\n')}`)
  })

  test('leaves no partial file if it fails', async () => {
    await reached.aVoter()
    vi.spyOn(DynamoDBDocumentClient.prototype, 'send').mockImplementation(() => {
      throw new Error('cut short')
    })
    const path = newPath()
    expect(await run(exportRoll, path, options)).toBe(1)
    expect(saidAsError).toEqual([failureTexts.unexpectedError('Error')])
    expect(existsSync(path)).toBe(false)
  })
})

const bounced = async (
  email: string,
  school: string | undefined,
  failure: Pick<MailFailure, 'why' | 'final'>,
  changes: Partial<Voter> = {},
) => {
  const mailFailure = { addressId: voterIdOf(keys, email), at: now, ...failure }
  await reached.aVoter({ email, ...(school && { school }) }, { mailFailure, ...changes })
}

test('npm run roll -- bounced lists by school the voters who get no more e-mails, then the others', async () => {
  expect(await run(listBounced, options)).toBe(0)
  expect(said.splice(0)).toEqual([bouncedTexts.noBounce])
  const refused = { why: 'refused', final: true } as const
  await bounced('c@academie.example', 'Lycée Zola', refused)
  await bounced('b@academie.example', undefined, refused)
  await bounced('a@academie.example', 'Lycée Zola', { why: 'full', final: true })
  await bounced('d@academie.example', 'École Ampère', { why: 'slow' })
  await bounced('e@academie.example', 'Lycée Zola', refused, { addressId: 'corrected' })
  await bounced('f@academie.example', 'Lycée Zola', refused, { removedAt: now })
  expect(await run(listBounced, options)).toBe(0)
  expect(
    said
      .join('\n')
      .match(/\w@|Zola|Ampère/g)
      ?.join(' '),
  ).toBe('b@ Zola a@ c@ Ampère d@')
})

const operation = (minutes: number, changes: Partial<RollOperation>): RollOperation => ({
  ...{ operationId: `${minutes}`, kind: 'import' },
  ...{ startedAt: secondsLater(now, 60 * minutes), ...changes },
})

test('npm run roll -- status counts the voters, and lists the operations, finished or not', async () => {
  for (const stored of [
    ...[{}, { noticeReturnedAt: now }, { passwordHash: 'hash' }],
    { passwordHash: 'hash', reissueCount: 1 },
  ]) {
    await reached.aVoter({}, stored)
  }
  expect(await run(showStatus, options)).toBe(0)
  expect(said.splice(0).join('\n').split('\n').at(-1)).toBe(statusTexts.noOperation)
  const ended = { finishedAt: now, counts: { added: 3, unchanged: 1 } }
  for (const one of [
    operation(1, ended),
    operation(2, {
      kind: 'remove',
      reason: 'SMS perdus',
      finishedAt: now,
      counts: { refused: 1 },
    }),
    operation(3, { kind: 'renew' }),
  ]) {
    const { finishedAt, counts = {}, ...begun } = one
    await tables.rollOperations.begin(begun)
    if (finishedAt) await tables.rollOperations.end(begun.operationId, { finishedAt, counts })
  }
  expect(await run(showStatus, options)).toBe(0)
  const [voters, passwords, reissued, returned, , ...lines] = said.join('\n').split('\n')
  const counts = [voters, passwords, reissued, returned].map((line) => line?.match(/\d+/)?.[0])
  expect(counts).toEqual(['4', '2', '1', '1'])
  expect(lines[0]).toMatch(/import.*(3 ajoutés, 1 inchangé|1 inchangé, 3 ajoutés)/)
  expect(lines[1]).toMatch(/remove \(SMS perdus\), terminée \(1 refusé\)$/)
  expect(lines[2]).toContain(statusTexts.unfinishedOperation)
})

describe('npm run roll -- repair', () => {
  const sealedAt = rollSealedAt(election)
  const reason = 'NUMEN mal saisi'
  const repair = (lines: string[]) =>
    run(runRepair, fileOf(...lines), { ...options, reason, errors: newPath() })
  const find = async ({ voterId }: { voterId: string }) => tables.voters.find(voterId)

  test('corrects a voter once two people have given the same file', async () => {
    vi.setSystemTime(sealedAt)
    const voter = await reached.aVoter()
    const file = ['email;last_name', `${voter.email};Durand`]
    expect(await repair(file)).toBe(3)
    expect(await repair(file)).toBe(3)
    expect((await find(voter))?.lastName).toBe('Martin')
    vi.stubEnv('LOCAL_CALLER', 'another')
    expect(await repair(file)).toBe(0)
    vi.unstubAllEnvs()
    expect((await find(voter))?.lastName).toBe('Durand')
    const { request: asked, pendingRequest: askedAlready, localCallerHint } = secondPersonTexts
    expect(saidAsError).toEqual([asked(true), localCallerHint, askedAlready, localCallerHint])
    expect(said).toEqual([repairTexts.success('Deployer/local')])
  })

  test('asks for nothing before the seal, or for more than one voter', async () => {
    const [one, other] = [await reached.aVoter(), await reached.aVoter()]
    const line = `${one.email};Durand`
    vi.setSystemTime(secondsLater(sealedAt, -1))
    expect(await repair(['email;last_name', line])).toBe(1)
    vi.setSystemTime(sealedAt)
    expect(await repair(['email;last_name', line, `${other.email};Durand`])).toBe(2)
    expect(saidAsError).toEqual([repairTexts.unsealedRoll, repairTexts.severalVoters(2)])
    expect(reached.asked).toEqual([])
  })

  test('believes the seal in the table if the file has a later date', async () => {
    vi.setSystemTime(secondsLater(sealedAt, -1))
    await dynamoRollSeal(tables.database, tables.names.rollOperations).put(now)
    const { email } = await reached.aVoter()
    expect(await repair(['email;last_name', `${email};Durand`])).toBe(3)
  })

  test('asks for nothing if nobody on the roll has the address', async () => {
    vi.setSystemTime(sealedAt)
    const { email } = await reached.aVoter({}, { removedAt: now })
    expect(await repair(['email;last_name', `${email};Durand`])).toBe(1)
    expect(saidAsError).toEqual([repairTexts.unknownVoter])
    expect(await reached.interventions.list()).toEqual([])
  })
})
