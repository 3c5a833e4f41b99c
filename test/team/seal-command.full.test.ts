import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished } from 'vitest'
import { findFreePorts } from '../../local/loopback.ts'
import { envVar } from '../../local/run.ts'
import { dynamoRollOperations } from '../../shared/adapters/roll/dynamo-roll-operations.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { sealTexts, verifyTexts } from '../../team/seal/texts.ts'
import { sealedRollFinding } from '../../team/smoke/run-smoke.ts'
import { teamCommand } from '../builders/team-command.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { codeOf } from '../engines/deployed-code.ts'
import { setItem } from '../journey/items.ts'
import { type LocalRun, runLocally, signIn } from '../journey/local-run.ts'
import { test } from '../journey/shared-run.ts'

const seal = teamCommand('election.ts', 'seal')
const verify = teamCommand('election.ts', 'verify-seal')
const smoke = teamCommand('election.ts', 'smoke')
const local = (run: LocalRun) => ['--local', '--port', new URL(run.siteUrl).port]

describe('npm run election -- seal', () => {
  test('leaves smoke the checks that need no voter', async ({ run }) => {
    const { code, said } = await smoke('--phone', '06 12 34 56 78', ...local(run))
    expect(code).toBe(3)
    for (const text of ['en-têtes de sécurité', 'Les routes répondent', sealedRollFinding.text])
      expect(said).toContain(text)
    const operations = envVar(run.app, 'ROLL_OPERATIONS_TABLE')
    const all = await dynamoRollOperations(run.database, operations).list()
    expect(all.filter(({ kind }) => kind === 'smoke')).toEqual([])
    expect(await smoke('--phone', '01 23 45 67 89', ...local(run))).toMatchObject({ code: 2 })
    expect(await smoke()).toMatchObject({ code: 2 })
  })

  test('refuses a run with a fixed captcha, and names the variable', async ({ run }) => {
    const folder = temporaryFolder()
    const { code, said } = await seal(...local(run), '--page', join(folder, 'seal.pdf'))
    expect(said).toContain('ApiSignIn ne sont pas ceux des sources : CAPTCHA_TEST_CODE.')
    expect(said).not.toContain('ces sources produisent')
    expect(code).toBe(1)
    expect(readdirSync(folder)).toEqual([])
    expect(await verify(...local(run))).toEqual({ code: 1, said: verifyTexts.noSeal })
    expect(await seal()).toMatchObject({ code: 2 })
  })

  test('seals what runs, and every difference is shown by name', async () => {
    const port = await findFreePorts(5)
    const run = await runLocally({ captchaTestCode: undefined, hasStaff: true, port })
    onTestFinished(run.stop)
    const folder = temporaryFolder()
    const page = (name: string) => join(folder, `${name}.pdf`)
    const first = await seal(...local(run), '--page', page('first'))
    expect(first.said).toContain(`${run.voters.length + 1} électeurs`)
    expect(first.code).toBe(0)
    expect(readdirSync(folder)).toEqual(['first.pdf'])
    const digest = first.said.match(/Empreinte : (.*)/)?.[1] ?? ''
    await signIn(run, run.anotherVoter())
    expect(await verify(...local(run))).toMatchObject({ code: 0 })
    expect(await smoke(...local(run))).toMatchObject({
      said: expect.stringContaining(`ne refuse pas ${run.staff?.siteUrl}/connexion/`),
    })

    const again = await seal(...local(run), '--page', page('again'))
    expect(again).toMatchObject({ code: 1, said: sealTexts.missingReason })
    expect(
      (await seal(...local(run), '--reason', 'Une correction', '--page', page('first'))).code,
    ).toBe(1)

    const bundle = join(codeOf(run.app, 'ApiSignIn'), 'index.mjs')
    writeFileSync(bundle, `${readFileSync(bundle, 'utf8')}//`)
    const { email } = run.anotherVoter()
    const voterId = voterIdOf(run.keys, email)
    await setItem(run, 'VOTERS_TABLE', { voterId }, { school: 'Ailleurs' })
    const broken = await verify(...local(run), '--digest', digest)
    expect(broken.code).toBe(1)
    const roll = verifyTexts.changedItems([{ name: 'roll', kind: 'changed' }]).text
    expect(broken.said).toMatch(/N'est plus comme scellé : ApiSignIn \(changé\)\./)
    expect(broken.said).toContain(roll)
    expect(broken.said).toContain(verifyTexts.summary(2, 0, 0))
    // The package no longer matches these sources: a seal would hide it.
    const refused = await seal(...local(run), '--reason', 'Une correction', '--page', page('new'))
    expect(refused.said).toContain('ApiSignIn (changé)')
    expect(refused.code).toBe(1)

    writeFileSync(bundle, readFileSync(bundle, 'utf8').slice(0, -2))
    const reason = 'Une correction de la liste'
    expect(await seal(...local(run), '--reason', reason, '--page', page('new'))).toMatchObject({
      code: 0,
    })
    const after = await verify(...local(run))
    expect(after.said).toContain(verifyTexts.summary(0, 1, 0))
    expect(after.code).toBe(0)
    const former = await verify(...local(run), '--digest', digest)
    expect(former.said).toContain(roll)
    expect(former.said).toContain(reason)
    expect(former.code).toBe(1)
    expect(await verify(...local(run), '--digest', 'abc')).toMatchObject({ code: 2 })
  }, 180_000)
})
