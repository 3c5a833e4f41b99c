import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { smsTexts as texts } from '../../shared/texts/sms/sms-command.ts'
import { teamCommand } from '../builders/team-command.ts'
import {
  eventually,
  opensBooth,
  requestAccepted,
  runLocally,
  signIn,
  spaceOf,
  stateReached,
} from './local-run.ts'
import { putSms } from './queued-sms.ts'

const sms = teamCommand('sms.ts')

test('SMS are held while SNS sends none, the old identifier alive, and leave once it does again', {
  timeout: 120_000,
}, async () => {
  const run = await runLocally({ electionChanges: { smsDelaySeconds: 1 } })
  onTestFinished(run.stop)
  const local = ['--local', new URL(run.siteUrl).port]
  const spend = (spent: boolean) =>
    fetch(`${run.handset.endpoint}/quota`, { method: 'POST', body: `spent=${spent}` })
  expect(await sms('state', ...local)).toEqual({ code: 0, said: texts.closed })

  await spend(true)
  const [first, second] = [run.anotherVoter(), run.anotherVoter()]
  const unlucky = await signIn(run, first)
  const lost = await requestAccepted(unlucky, first, run.anotherPhone())
  await stateReached(unlucky, lost, 'failed')
  expect(await sms('state', ...local)).toMatchObject({
    code: 1,
    said: expect.stringContaining('Tous les SMS sont retenus'),
  })

  const waiting = await signIn(run, second)
  const phone = run.anotherPhone()
  const held = await requestAccepted(waiting, second, phone)
  await eventually(
    'its voter reads that it is held',
    async () => (await spaceOf(waiting)).reissue.latest.held === 'service-limit',
  )
  expect(run.handset.texts.filter((text) => text.phone === phone)).toEqual([])
  expect(await opensBooth(waiting, second, second.identifier)).toBe(true)

  await spend(false)
  expect(await sms('try', ...local)).toEqual({ code: 0, said: texts.trying })
  // A sender remembers for a second that none may leave (`remember-breaker.ts`): one that comes meanwhile is put off.
  await wait(1100)
  await putSms(run, held)
  await stateReached(waiting, held, 'delivered')
  expect(await opensBooth(waiting, second, second.identifier)).toBe(false)
  expect(await sms('close', ...local)).toEqual({ code: 0, said: texts.closed })

  const third = run.anotherVoter()
  const paused = await signIn(run, third)
  const why = ['--reason', 'opérateur en panne']
  expect(await sms('pause', 'FR', ...why, ...local)).toEqual({
    code: 0,
    said: texts.pausedNow('FR'),
  })
  const asked = await requestAccepted(paused, third, run.anotherPhone())
  expect((await spaceOf(paused)).reissue.latest.held).toBe('paused')
  expect(await sms('state', ...local)).toMatchObject({
    code: 1,
    said: expect.stringContaining('opérateur en panne'),
  })
  expect(await sms('resume', 'fr', ...local)).toEqual({ code: 0, said: texts.resumed('FR') })
  await wait(1100)
  await putSms(run, asked)
  await stateReached(paused, asked, 'delivered')

  // More have left today.
  expect(await sms('cap', 'FR', '1', ...why, ...local)).toMatchObject({ code: 0 })
  await wait(1100)
  const fourth = run.anotherVoter()
  const capped = await signIn(run, fourth)
  const late = await requestAccepted(capped, fourth, run.anotherPhone())
  await eventually(
    'its voter reads that the cap of the territory puts it off',
    async () => (await spaceOf(capped)).reissue.latest.postponed === 'territory-cap',
  )
  expect(await sms('state', ...local)).toMatchObject({
    code: 1,
    said: expect.stringContaining("En attente d'un autre jour : 1"),
  })
  expect(await sms('uncap', 'fr', ...local)).toEqual({ code: 0, said: texts.uncapped('FR') })
  await wait(1100)
  await putSms(run, late)
  await stateReached(capped, late, 'delivered')

  const tested = await sms('test', '+687 75 12 34', ...local)
  expect(tested).toMatchObject({ code: 0, said: expect.stringContaining(texts.onHandset) })
  expect(run.handset.texts.at(-1)).toMatchObject({
    phone: '+687751234',
    body: expect.stringContaining('SMS de test'),
  })
  expect(await sms('test', '01 23 45 67 89', ...local)).toEqual({ code: 1, said: texts.notPhone })
  expect(await sms('state')).toMatchObject({ code: 2 })
  expect((await sms('--help')).said).toContain('SMS de test')
})
