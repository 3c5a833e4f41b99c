import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, onTestFinished } from 'vitest'
import { variable } from '../../local/run.ts'
import { dynamoRollOperations } from '../../shared/adapters/roll/dynamo-roll-operations.ts'
import { dynamoSmsDays } from '../../shared/adapters/sms/dynamo-sms-days.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { removedLeft, sealed } from '../../team/smoke/run-smoke.ts'
import { steps } from '../../team/smoke/walk.ts'
import { teamCommand } from '../builders/team-command.ts'
import { bothClocks } from '../builders/values.ts'
import { endRollLock } from '../journey/items.ts'
import { eventually, type LocalRun, runLocally } from '../journey/local-run.ts'
import { test } from '../journey/shared-run.ts'

const smoke = teamCommand('election.ts', 'smoke')
const roll = teamCommand('roll.ts')

const local = (run: LocalRun) => ['--local', new URL(run.siteUrl).port]
const votersOf = async (run: LocalRun) => {
  const lines = (await roll('status', ...local(run))).said.split('\n')
  const [onRoll = 0, withPassword = 0, ...others] = lines
    .slice(0, 4)
    .map((line) => Number.parseFloat(line))
  return { onRoll, withPassword, others }
}
const operationsOf = (run: LocalRun) =>
  dynamoRollOperations(run.database, variable(run.app, 'ROLL_OPERATIONS_TABLE'))

describe('npm run election -- smoke', () => {
  test('of an election whose day has come looks at what needs no voter, and adds none', async ({
    run,
  }) => {
    const { code, said } = await smoke('--phone', '06 12 34 56 78', ...local(run))
    expect(code).toBe(3)
    for (const text of ['en-têtes de sécurité', 'Les routes répondent', sealed.text])
      expect(said).toContain(text)
    const operations = await operationsOf(run).all()
    expect(operations.filter(({ kind }) => kind === 'smoke')).toEqual([])
    expect(await smoke('--phone', '01 23 45 67 89', ...local(run))).toMatchObject({ code: 2 })
    expect(await smoke()).toMatchObject({ code: 2 })
  })

  test('walks as a voter does, is on no count afterwards, and ends what another left', {
    timeout: 180_000,
  }, async () => {
    const run = await runLocally({ beforeVote: true, electionChanges: { smsDelaySeconds: 60 } })
    onTestFinished(run.stop)
    const voters = await votersOf(run)
    const walk = local(run)

    const killed = spawn(process.execPath, [
      join(import.meta.dirname, '..', '..', 'bin', 'election.ts'),
      'smoke',
      ...walk,
    ])
    await eventually(
      'its voter has a password',
      async () => (await votersOf(run)).withPassword > voters.withPassword,
    )
    killed.kill('SIGKILL')
    await once(killed, 'close')
    expect((await votersOf(run)).onRoll).toBe(voters.onRoll + 1)
    await endRollLock(run)

    const { code, said } = await smoke(...walk)
    expect(said).toContain(removedLeft.text)
    const { closed, ...taken } = steps
    for (const { text } of Object.values(taken)) expect(said).toContain(`${text}.`)
    expect(said).not.toContain(closed.text)
    expect(code).toBe(0)
    expect(await votersOf(run)).toEqual(voters)
    const operations = await operationsOf(run).all()
    expect(operations.map(({ kind }) => kind)).toEqual(['smoke', 'smoke'])

    // A phone serves again: nothing is counted of it either.
    expect(await smoke('--phone', run.anotherPhone(), ...walk)).toMatchObject({ code: 0 })

    await wait(1000)
    expect(run.handset.texts).toEqual([])
    const today = electionDayOf(bothClocks(Date.now()), 'Europe/Paris')
    const days = dynamoSmsDays(run.database, variable(run.app, 'SMS_DAYS_TABLE'))
    expect(await days.find(today)).toEqual({ smsCount: 0, heldCount: 0 })
    const ended = (await operationsOf(run).all()).every(({ finishedAt }) => finishedAt)
    expect(ended).toBe(true)
  })
})
