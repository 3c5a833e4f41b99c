import {
  ListSuppressedDestinationsCommand,
  PutSuppressedDestinationCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2'
import { describe, expect } from 'vitest'
import { clientDefaults } from '../../local/engines.ts'
import { mailCommandTexts as texts } from '../../shared/texts/mail/mail-command.ts'
import { teamCommand } from '../builders/team-command.ts'
import { test } from '../journey/shared-run.ts'

const mail = teamCommand('mail.ts')

describe('npm run mail', () => {
  test('tells whom of the roll SES writes to no more, and takes them off its list', async ({
    run,
  }) => {
    const { email } = run.anotherVoter()
    const ses = new SESv2Client({ ...clientDefaults, endpoint: run.engines.sesEndpoint })
    for (const EmailAddress of [email.toUpperCase(), 'of.another.service@example.org'])
      await ses.send(new PutSuppressedDestinationCommand({ EmailAddress, Reason: 'COMPLAINT' }))
    const local = ['--local', new URL(run.siteUrl).port]
    const told = await mail('suppressed', ...local)
    expect(told).toMatchObject({ code: 0, said: expect.stringContaining(texts.suppressed(1)) })
    expect(told.said).toContain(`${email.toUpperCase()}  plainte`)
    const { code, said } = await mail('unsuppress', '--all-of-roll', ...local)
    expect(code).toBe(0)
    expect(said).toContain(texts.unsuppressed(1))
    expect((await mail('suppressed', ...local)).said).toBe(texts.none)
    const { SuppressedDestinationSummaries } = await ses.send(
      new ListSuppressedDestinationsCommand({}),
    )
    expect(SuppressedDestinationSummaries).toHaveLength(1)
    ses.destroy()
  })
})
