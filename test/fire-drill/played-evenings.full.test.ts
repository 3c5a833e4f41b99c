import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { wallRows } from '../../team/remedy/wall.ts'
import { runConcurrently } from '../../team/run-concurrently.ts'
import { teamCommand } from '../builders/team-command.ts'
import { eventually } from '../journey/local-run.ts'
import { type BareRun, bareClient, runWithoutCloudFront } from '../journey/without-cloudfront.ts'
import {
  minuteBegun,
  type RequestingVoter,
  requestingVoters,
  spendQuota,
  tryPasswords,
  untilCounted,
} from './causes.ts'
import { passUntil, runTyped, untilOver } from './drill.ts'
import { drillOptions } from './drilled-run.ts'
import { functionDrills } from './function-drills.ts'
import { mailDrills } from './mail-drills.ts'
import { requeueAgain, smsDrills } from './sms-drills.ts'

describe('an evening by the page on the wall', { timeout: 300_000 }, () => {
  let run: BareRun
  const asking = new AbortController()
  let evening: Promise<RequestingVoter[]>
  const school = '198.51.100.20'

  beforeAll(async () => {
    const electionChanges = { smsMonthlySpendUsd: 1000, mailsPerDay: 50_000 }
    run = await runWithoutCloudFront(drillOptions({ extraVoterCount: 400, electionChanges }))
    evening = keepRequesting(run, asking.signal)
    await run.passMinutes(1)
  })
  afterAll(async () => {
    asking.abort()
    await evening.catch(() => {})
    await run.stop()
  })

  const alarmsOn = () => run.cloudWatch.alarms.filter(({ value }) => value !== 'OK')

  async function untilOn({ annotate }: TestContext, ...alarms: string[]): Promise<void> {
    for (const alarm of alarms) {
      const minutes = await passUntil(run, alarm, 'ALARM', 4, 1)
      await annotate(`${alarm} is on ${minutes} min later, by the metrics' clock`)
    }
  }

  async function untilAllOver({ annotate }: TestContext, ...alarms: string[]): Promise<void> {
    for (const alarm of alarms)
      await annotate(`${alarm} is over ${await untilOver(run, alarm)} min after the remedy`)
  }

  const onTheWall = (symptom: string) => {
    const row = wallRows({}).find((one) => one.symptom === symptom)
    return row?.command.replace(' -- ', ' ') ?? expect.fail(symptom)
  }

  const asThePageSays = (symptom: string) => runTyped(run, onTheWall(symptom))

  function asPrinted(said: string, verb: string) {
    const [, line = ''] = new RegExp(`npm run (\\w+ -- ${verb} .*?) --stack`).exec(said) ?? []
    return runTyped(run, line.replace(' -- ', ' '))
  }

  test('SES is stopped, and a carrier refuses a territory', async (context) => {
    const { begin, causeEnds, inTime } = smsDrills.FailingTerritory
    await begin(run)
    await mailDrills.RefusedMails.begin(run, minuteBegun())
    await untilOn(context, 'RefusedMails', 'FailingTerritory')
    expect(await asThePageSays('Les e-mails et les liens n’arrivent plus')).toMatchObject({
      code: 0,
    })
    const { said } = await asThePageSays('Les SMS n’arrivent plus, ou plus dans un territoire')
    expect(said).toContain('Polynésie française')
    const held = await asPrinted(said, 'remedy sms')
    expect(held).toMatchObject({ code: 0, said: expect.stringContaining('confirmé par') })
    await causeEnds(run)
    expect(await asPrinted(held.said, 'resume')).toMatchObject({ code: 0 })
    await inTime(run)
    await untilAllOver(context, 'RefusedMails', 'FailingTerritory')
  })

  test('a robot tries passwords, while a school signs in behind one address', async (context) => {
    const pupils = Array.from({ length: 12 }, run.anotherVoter)
    const since = minuteBegun()
    // On a network of its own, because the other voters share this machine's.
    const flood = tryPasswords(() => bareClient(run, '203.0.113.66'))
    const statuses: number[] = []
    await runConcurrently(pupils.values(), 3, async ({ email, password }) => {
      const json = { email, password }
      statuses.push((await bareClient(run, school).send('POST', '/api/session', { json })).status)
    })
    await flood
    expect(statuses).toEqual(pupils.map(() => 204))
    await untilCounted(run, 'SessionsRefused', 100, since)
    await untilOn(context, 'RefusedSignIns')
    expect(await asThePageSays('On essaie des mots de passe')).toMatchObject({
      ...{ code: 0, said: expect.stringContaining('Ne faites rien') },
    })
    await untilAllOver(context, 'RefusedSignIns')
  })

  test('somebody disables the mapping of the ledger', async (context) => {
    await functionDrills.SilentLedger.begin(run, minuteBegun())
    await teamCommand('sms.ts')(...['pause', 'Mayotte', '--reason', 'essai'], ...local(run))
    await untilOn(context, 'SilentLedger')
    const remedy = await asThePageSays('Le journal du vote ne s’écrit plus')
    expect(remedy).toMatchObject({ code: 0 })
    await eventually('the ledger has what was asked meanwhile', async () => {
      await run.schedules.runNow()
      const { said } = await teamCommand('ledger.ts')('status', ...local(run))
      return said.includes('Mayotte : essai')
    })
    await untilAllOver(context, 'SilentLedger')
  })

  test('everybody who asked meanwhile gets an SMS', async () => {
    asking.abort()
    const phones = (await evening).map(({ phone }) => phone)
    expect(phones.length).toBeGreaterThan(20)
    await reached(run, phones)
    await run.passMinutes(20, 5)
    expect(alarmsOn().map(({ definition }) => definition.name)).toEqual([])
  })

  test('the month’s budget is spent', async (context) => {
    await smsDrills.StoppedSms.begin(run, minuteBegun())
    await untilOn(context, 'StoppedSms')
    const symptom = 'Les SMS n’arrivent plus, ou plus dans un territoire'
    const [, verb = '', ...words] = onTheWall(symptom).split(' ')
    // Nobody approves a probe before AWS has raised the limit.
    const first = await teamCommand('election.ts')(verb, ...words, ...local(run))
    expect(first).toMatchObject({ code: 3, said: expect.stringMatching(/budget.*spend limit/s) })
    const phones = (await requestingVoters(run, 3)).map(({ phone }) => phone)
    await spendQuota(run, false)
    expect(await asThePageSays(symptom)).toMatchObject({ code: 0 })
    await smsDrills.StoppedSms.inTime(run)
    await reached(run, phones)
    await untilAllOver(context, 'StoppedSms')
  })
})

const local = ({ siteUrl }: BareRun) => ['--local', '--port', new URL(siteUrl).port]

/** Held SMS are checked every five minutes: the reconciler comes at once here. */
const reached = (run: BareRun, phones: string[]) =>
  eventually('whoever asked has an SMS', async () => {
    await requeueAgain(run)
    const sent = new Set(run.handset.texts.map(({ phone }) => phone))
    return phones.every((phone) => sent.has(phone))
  })

async function keepRequesting(run: BareRun, over: AbortSignal): Promise<RequestingVoter[]> {
  const requesting: RequestingVoter[] = []
  while (!over.aborted) {
    requesting.push(...(await requestingVoters(run, 1)))
    await wait(300)
  }
  return requesting
}
