import { describe, expect } from 'vitest'
import { keysTexts as texts } from '../../shared/texts/keys-command.ts'
import { teamCommand } from '../builders/team-command.ts'
import { signIn } from '../journey/local-run.ts'
import { test } from '../journey/shared-run.ts'

const keys = teamCommand('keys.ts')

describe('npm run keys', () => {
  test('reaches a local run, whose voters see nothing of it, and says in French what it did', async ({
    run,
  }) => {
    const local = ['--local', new URL(run.siteUrl).port]
    const before = await keys('show', ...local)
    expect(before.code).toBe(0)
    expect(before.said).toContain("jeton d'origine : version ")
    expect(before.said.split('\n').length).toBeGreaterThan(3)
    expect(await keys('add', 'proofKeys', ...local)).toEqual({
      code: 0,
      said: texts.added('proofKeys'),
    })
    expect((await keys('show', ...local)).said).toContain('ajoutée, pas encore en usage')
    await signIn(run, run.anotherVoter())
    expect(await keys('add', 'identityKeys', ...local)).toEqual({
      code: 1,
      said: texts.unchanging,
    })
    expect(await keys('use', 'originToken', ...local)).toEqual({
      code: 1,
      said: texts.addFirst('originToken'),
    })
    expect(await keys('retire', 'identifierKeys', ...local)).toEqual({
      code: 0,
      said: texts.nothingToRetire('identifierKeys'),
    })
  })

  test('does nothing when it is not understood', async () => {
    expect(await keys('add', 'masterKey', '--local')).toMatchObject({ code: 2 })
  })
})
