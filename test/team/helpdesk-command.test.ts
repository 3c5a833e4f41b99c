import { describe, expect } from 'vitest'
import { helpdeskHelp, helpdeskTexts as texts } from '../../shared/texts/roll/helpdesk-command.ts'
import { rollTexts } from '../../shared/texts/roll/roll-command.ts'
import { teamCommand } from '../builders/team-command.ts'
import { test } from '../journey/shared-run.ts'

const helpdesk = teamCommand('helpdesk.ts')

describe('npm run helpdesk', () => {
  test('reaches a local run, and says in French what it did', async ({ run }) => {
    const local = ['--local', new URL(run.siteUrl).port]
    const why = ['--reason', 'téléphone éteint trois fois']
    const { email } = run.anotherVoter()
    expect(await helpdesk('sms', '--email', email, ...why, ...local)).toMatchObject({ code: 0 })
    expect(await helpdesk('sms', '--email', 'personne@academie.example', ...why, ...local)).toEqual(
      {
        code: 1,
        said: texts.noVoter,
      },
    )
    expect(await helpdesk('free-phone', '--phone', '06 99 98 97 96', ...why, ...local)).toEqual({
      code: 0,
      said: texts.phoneUnused,
    })
    expect(await helpdesk('sms', ...why, ...local)).toEqual({ code: 1, said: texts.whose })
  })

  test('does nothing when it is not told which election, or not understood', async () => {
    expect(await helpdesk('sms', '--email', 'a@b.example', '--reason', 'essai')).toEqual({
      code: 2,
      said: rollTexts.where,
    })
    const phone = ['--phone', '06 99 98 97 96', '--local']
    expect(await helpdesk('free-phone', ...phone)).toMatchObject({ code: 2 })
    const help = await helpdesk('--help')
    expect(help.code).toBe(0)
    expect(help.said).toContain(helpdeskHelp.commands['free-phone'].slice(0, 20))
  })
})
