import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Reissue } from '../../../shared/domain/reissue.ts'
import type { ReissueNews } from '../../../shared/domain/reissue-news.ts'
import { aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { later, type RequestSteps } from '../request-steps.ts'

export function reissueMailsContract(tables: Tables, steps: RequestSteps): void {
  const { accepted, started, complete } = steps

  describe('the mail of a request', () => {
    it('that is settled is due no more, and settling it again changes nothing', async () => {
      const { mailDueAt, ...settled } = await accepted(await aSignedInVoter(tables))
      await tables.reissueMails.settle(settled.reissueId, 'asked')
      await tables.reissueMails.settle(settled.reissueId, 'asked')
      expect(await tables.reissues.find(settled.reissueId)).toEqual(settled)
    })

    it.each<[ReissueNews, (reissue: Reissue) => Promise<unknown>]>([
      ['sent', complete],
      ['cancelled', (reissue) => tables.cancellations.cancel(reissue, later(121))],
    ])('is due again once it is %s, until that is told', async (news, proceed) => {
      const voter = await aSignedInVoter(tables)
      const reissue = news === 'sent' ? await started(voter) : await accepted(voter)
      await proceed(reissue)
      const due = async () => (await tables.reissues.find(reissue.reissueId))?.mailDueAt
      expect(await due()).toEqual(later(241))
      await tables.reissueMails.settle(reissue.reissueId, 'asked')
      expect(await due()).toEqual(later(241))
      await tables.reissueMails.settle(reissue.reissueId, news)
      expect(await due()).toBeUndefined()
    })

    it('of a request that is not there makes none', async () => {
      const reissueId = randomUUID()
      await tables.reissueMails.settle(reissueId, 'asked')
      await tables.reissueMails.settle(reissueId, 'sent')
      expect(await tables.reissues.find(reissueId)).toBeUndefined()
    })
  })
}
