import { setTimeout as sleep } from 'node:timers/promises'
import { ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { DeleteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import { expect, onTestFinished, test } from 'vitest'
import { envVar } from '../../local/run.ts'
import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { openLocalRun } from '../../team/deployment.ts'
import { restoreTexts as texts } from '../../team/restore/texts.ts'
import { secondCommand, teamCommand } from '../builders/team-command.ts'
import { itemOf } from './items.ts'
import {
  ApiClient,
  anAcceptedRequest,
  eventually,
  identifierIn,
  opensBooth,
  signIn,
  stateReached,
} from './local-run.ts'
import { mails } from './mails.ts'
import { judgedBy, runWatched } from './watched-run.ts'

test('two people restore a deleted roll, and the identifier sent meanwhile is the valid one', async () => {
  const run = await runWatched({})
  onTestFinished(run.stop)
  const port = new URL(run.siteUrl).port
  const deployment = await openLocalRun(Number(port))
  onTestFinished(() => deployment.close())
  const { database, outputs } = deployment
  /** A point-in-time copy has a resolution of one second. */
  const nextSecond = async () => {
    await sleep(1100)
    const now = new Date()
    await sleep(1100)
    return now.toLocaleString('sv-SE', { timeZone: deployment.election?.timeZone ?? '' })
  }

  const other = run.anotherVoter()
  const before = await nextSecond()
  const { voter, client, phone, reissueId } = await anAcceptedRequest(run)
  await stateReached(client, reissueId, 'delivered')
  const TableName = outputs.VotersTable
  const { Items = [] } = await database.send(new ScanCommand({ TableName }))
  for (const { voterId } of Items)
    await database.send(new DeleteCommand({ TableName, Key: { voterId } }))
  const after = await nextSecond()
  await expect(signIn(run, other)).rejects.toThrow('401')

  const restore = (from: string, to: string) => {
    return [
      'restore',
      'liste',
      from,
      to,
      '--reason',
      'liste effacée',
      '--yes',
      '--local',
      '--port',
      port,
    ]
  }
  const election = teamCommand('election.ts')
  expect(await election(...restore(after, before))).toMatchObject({ code: 2 })
  expect(await election(...restore(before, after))).toMatchObject({ code: 3 })
  const restored = await secondCommand('election.ts')(...restore(before, after))
  expect(restored.said).toContain(texts.completion)
  expect(restored.code).toBe(0)

  const [sms = ''] = run.textsTo(phone)
  const again = await signIn(run, voter)
  expect(await opensBooth(again, voter, voter.identifier)).toBe(false)
  expect(await opensBooth(again, voter, identifierIn(sms))).toBe(true)
  expect(await opensBooth(await signIn(run, other), other, other.identifier)).toBe(true)
  const kept = await itemOf(run, 'VOTERS_TABLE', { voterId: voterIdOf(run.keys, voter.email) })
  expect(kept).toMatchObject({ reissueCount: 1, smsCount: 1, identifierReissueId: reissueId })
  expect((await new ApiClient(run.siteUrl).send('GET', '/api/voter')).status).toBe(401)

  const told = await eventually('the voter is told', async () => {
    const all = (await mails(run)).filter(({ subject }) => subject.includes('remis en état'))
    return all.length > 0 ? all : undefined
  })
  expect(told.map(({ destination }) => destination.to)).toEqual([[voter.email]])

  const interventions = dynamoInterventions(database, outputs.InterventionsTable)
  const entries = (await interventions.list()).filter(({ kind }) => kind === 'restoration')
  const people = entries.map(({ by }) => by.split('/').at(-1))
  expect(people).toEqual(['local', 'autre', 'autre'])
  expect(entries.at(-1)?.counts).toEqual({ restored: Items.length })
  const { TableNames = [] } = await database.send(new ListTablesCommand({}))
  expect(TableNames.filter((name) => name.includes('-restored-'))).toEqual([])
  const restoring = run.app.functions.filter(({ name }) => name === 'TeamFunction-ComputeForTeam')
  expect(judgedBy(run, restoring).refused).toEqual([])
  expect(envVar(run.app, 'VOTERS_TABLE')).toBe(TableName)
}, 240_000)
