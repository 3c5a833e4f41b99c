import { expect } from 'vitest'
import { recordReceiptOf } from '../../shared/domain/sms/sms-breaker.ts'
import { smsCommandTexts as texts } from '../../shared/texts/sms/sms-command.ts'
import { teamCommand } from '../builders/team-command.ts'
import { changeBreakerBy } from '../journey/items.ts'
import { test } from '../journey/shared-run.ts'

const sms = teamCommand('sms.ts')

// What becomes of the SMS that are held is in test/fire-drill/sms-drills.ts, which closes, pauses and resumes.
test('npm run sms says what holds the SMS, has one try, caps a territory and sends one', async ({
  run,
}) => {
  const local = ['--local', new URL(run.siteUrl).port]
  expect(await sms('state', ...local)).toEqual({ code: 0, said: texts.closed })

  const receipt = {
    reissueId: 'one',
    territory: 'FR',
    leftAt: new Date(),
    limit: 'account',
  } as const
  await changeBreakerBy(run, (breaker, now) => recordReceiptOf(breaker, receipt, now))
  expect(await sms('state', ...local)).toMatchObject({
    code: 1,
    said: expect.stringContaining('Tous les SMS sont retenus'),
  })
  expect(await sms('try', ...local)).toEqual({ code: 0, said: texts.trying })
  expect(await sms('close', ...local)).toMatchObject({ code: 0 })

  const why = ['--reason', 'opérateur en panne']
  expect(await sms('cap', 'FR', '1', ...why, ...local)).toMatchObject({ code: 0 })
  expect(await sms('state', ...local)).toMatchObject({
    said: expect.stringContaining('opérateur en panne'),
  })
  expect(await sms('uncap', 'fr', ...local)).toEqual({ code: 0, said: texts.uncapped('FR') })

  const tested = await sms('test', '+687 75 12 34', ...local)
  expect(tested).toMatchObject({ code: 0, said: expect.stringContaining(texts.onHandset) })
  expect(run.handset.texts.at(-1)).toMatchObject({
    phone: '+687751234',
    body: expect.stringContaining('SMS de test'),
  })
})
