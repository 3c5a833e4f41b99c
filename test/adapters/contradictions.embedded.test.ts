import { DeleteCommand } from '@aws-sdk/lib-dynamodb'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { aSignedInVoter } from '../builders/voters.ts'
import { openEmbeddedTables } from './embedded-tables.ts'
import { later, requestSteps } from './request-steps.ts'

const tables = await openEmbeddedTables()
const steps = requestSteps(tables)
beforeEach(() => tables.empty())

async function withoutVoter(reissue: Reissue): Promise<Reissue> {
  const Key = { voterId: reissue.voterId }
  await tables.database.send(new DeleteCommand({ TableName: tables.names.voters, Key }))
  return reissue
}

describe('a request whose voter is not there', () => {
  it.each<[string, (reissue: Reissue) => Promise<unknown>]>([
    ['cancelled', (reissue) => tables.cancellations.cancel(reissue, later(30))],
    ['withdrawn', (reissue) => tables.cancellations.withdraw(reissue, later(30))],
  ])('is never told to be %s: nothing of it is written', async (_, end) => {
    const reissue = await withoutVoter(await steps.accepted(await aSignedInVoter(tables)))
    await expect(end(reissue)).rejects.toThrow('contradict')
    expect(await tables.reissues.find(reissue.reissueId)).toMatchObject({ state: 'accepted' })
  })

  it('is never told to have failed', async () => {
    const reissue = await steps.started(await aSignedInVoter(tables))
    await steps.complete(reissue)
    await withoutVoter(reissue)
    const sent = (await tables.reissues.find(reissue.reissueId)) as Reissue
    await expect(steps.unreached(sent, 'blocked', later(200))).rejects.toThrow('contradict')
    expect(await tables.reissues.find(reissue.reissueId)).toEqual(sent)
  })
})
