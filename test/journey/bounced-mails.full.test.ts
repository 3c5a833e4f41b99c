import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { expectedTimeAfter } from '../../shared/domain/sms/expected-time.ts'
import { mailFailureTexts } from '../../shared/texts/mail/mail-failures.ts'
import { teamCommand } from '../builders/team-command.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { bothClocks } from '../builders/values.ts'
import { itemOf } from './items.ts'
import { eventually, requestAccepted, signIn, spaceOf } from './local-run.ts'
import { mailsTo, setFate } from './mails.ts'
import { putOnQueue, sendSms } from './queued-sms.ts'
import { test } from './shared-run.ts'

const mail = teamCommand('mail.ts')
const roll = teamCommand('roll.ts')

test('an SMS whose cancel link bounced says how long it waits for another mail', async ({
  run,
}) => {
  const voter = run.anotherVoter()
  await setFate(run, voter.email, 'refused')
  const client = await signIn(run, voter)
  const reissueId = await requestAccepted(client, voter, run.anotherPhone())
  const { requestedAt } = await eventually('the SMS waits for the mail', async () => {
    const item = await itemOf(run, 'REISSUES_TABLE', { reissueId })
    return item?.bouncedAt && !item.confirmedAt && item.mailDueAt ? item : undefined
  })
  const { expectedAt } = (await spaceOf(client)).reissue.latest
  const mayLeaveAt = bothClocks(Date.parse(String(requestedAt)) + 30 * 60_000)
  expect(expectedAt).toBe(expectedTimeAfter(mayLeaveAt).toISOString())

  const local = ['--local', '--port', new URL(run.siteUrl).port]
  const bounced = await roll('bounced', ...local)
  expect(bounced.said).toContain(`${voter.email}  ${mailFailureTexts.refused}`)

  await setFate(run, voter.email, 'as-before')
  const addresses = join(temporaryFolder(), 'addresses.txt')
  writeFileSync(addresses, bounced.said)
  expect(await mail('unsuppress', addresses, ...local)).toMatchObject({
    code: 0,
    said: expect.stringContaining(voter.email),
  })
  expect((await roll('bounced', ...local)).said).not.toContain(voter.email)
  await putOnQueue(run, 'MAIL_QUEUE_URL', { reissueId })
  expect((await mailsTo(run, voter.email, 1)).map(({ subject }) => subject)).toEqual([
    expect.stringContaining('identifiant'),
  ])
  await sendSms(run, client, reissueId)
  expect(run.lines.join('\n')).not.toContain(voter.email)
})
