import { describe, expect } from 'vitest'
import { helpdeskHelp, helpdeskTexts as texts } from '../../shared/texts/roll/helpdesk-command.ts'
import { staffTexts } from '../../shared/texts/staff/explained-voter.ts'
import { teamCommand } from '../builders/team-command.ts'
import { expectStatus, requestAccepted, requestReissue, signIn } from '../journey/local-run.ts'
import { test } from '../journey/shared-run.ts'

const helpdesk = teamCommand('helpdesk.ts')

describe('npm run helpdesk', () => {
  test('reaches a local run, and says in French what it did', async ({ run }) => {
    const local = ['--local', new URL(run.siteUrl).port]
    const why = ['--reason', 'téléphone éteint trois fois']
    const voter = run.anotherVoter()
    const { email } = voter
    expect(await helpdesk('sms', '--email', email, ...why, ...local)).toMatchObject({ code: 0 })
    expect(await helpdesk('free-phone', '--phone', '06 99 98 97 96', ...why, ...local)).toEqual({
      code: 0,
      said: texts.phoneUnused,
    })
    const lift = () => helpdesk('lift-wait', '--email', email, ...why, ...local)
    const client = await signIn(run, voter)
    const wrong = { ...voter, numen: run.anotherVoter().numen }
    expectStatus(await requestReissue(client, wrong, run.anotherPhone()), 403)
    expect(await lift()).toEqual({ code: 0, said: texts.waitLifted })
  })

  test('explains the requests of a local run: those before the latest too', async ({ run }) => {
    const local = ['--local', new URL(run.siteUrl).port]
    const voter = run.anotherVoter()
    const { email } = voter
    const before = await helpdesk('explain', email, '--logs', ...local)
    expect(before.code).toBe(0)
    expect(before.said).toContain(staffTexts.noRequest)
    expect(before.said).toContain(staffTexts.noLocalJournal)
    expect(await helpdesk('explain', 'personne@academie.example', ...local)).toEqual({
      code: 1,
      said: staffTexts.noVoter,
    })
    const client = await signIn(run, voter)
    const first = await requestAccepted(client, voter, run.anotherPhone())
    expectStatus(await client.send('POST', `/api/reissues/${first}/withdraw`), 204)
    const phone = run.anotherPhone()
    await requestAccepted(client, voter, phone)
    const { code, said } = await helpdesk('explain', email, ...local)
    expect(code).toBe(0)
    expect(said).toMatch(/^Votre demande 1 sur 2.*\n {2}- Vous l'avez retirée/)
    expect(said).toMatch(
      new RegExp(`\nVotre demande 2 sur 2.* par ${phone.slice(-2)} .*\n.*e-mail`),
    )
    expect(said).toContain("Vous n'avez rien à refaire.")
  })

  test('does nothing when it is not understood', async () => {
    const phone = ['--phone', '06 99 98 97 96', '--local']
    expect(await helpdesk('free-phone', ...phone)).toMatchObject({ code: 2 })
    const help = await helpdesk('--help')
    expect(help.code).toBe(0)
    expect(help.said).toContain(helpdeskHelp.commands['free-phone'].slice(0, 20))
  })
})
