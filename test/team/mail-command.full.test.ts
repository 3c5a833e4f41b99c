import { describe, expect } from 'vitest'
import { mailHelp, mailTexts as texts } from '../../shared/texts/mail/mail-command.ts'
import { rollTexts } from '../../shared/texts/roll/roll-command.ts'
import { teamCommand } from '../builders/team-command.ts'
import { test } from '../journey/shared-run.ts'

const mail = teamCommand('mail.ts')

describe('npm run mail', () => {
  test('says that a local run has no such list, rather than that nobody is on it', async ({
    run,
  }) => {
    const local = ['--local', new URL(run.siteUrl).port]
    expect(await mail('suppressed', ...local)).toEqual({ code: 1, said: texts.noLocalList })
    const { code, said } = await mail('unsuppress', '--all-of-roll', ...local)
    expect(code).toBe(0)
    expect(said).toContain(texts.noLocalRemoval)
  })

  test('does nothing when it is not told which election, or which addresses', async () => {
    expect(await mail('suppressed')).toEqual({ code: 2, said: rollTexts.where })
    const whose = { code: 2, said: texts.whose }
    expect(await mail('unsuppress', '--stack')).toEqual(whose)
    expect(await mail('unsuppress', 'addresses.txt', '--all-of-roll', '--stack')).toEqual(whose)
    expect(await mail('unsuppress', '/nowhere.txt', '--stack')).toEqual({
      code: 1,
      said: texts.noFile('/nowhere.txt'),
    })
    const help = await mail('--help')
    expect(help.code).toBe(0)
    expect(help.said).toContain(mailHelp.commands.suppressed.slice(0, 20))
  })
})
