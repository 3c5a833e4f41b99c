import { beforeEach, describe, expect, it } from 'vitest'
import { actOnFile } from '../../functions/assist-voter/act-on-file.ts'
import type { FoundFile } from '../../shared/access/act-in-file.ts'
import type { StaffAction } from '../../shared/domain/staff-action.ts'
import { acceptReissue, sendTo } from '../builders/journey-steps.ts'
import { now } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'

let { tables, voter, phone, newsQueue, events, ports } = await aVoterWorld()

beforeEach(async () => {
  ;({ tables, voter, phone, newsQueue, events, ports } = await aVoterWorld())
})

const act = (action: StaffAction, found: Pick<FoundFile, 'voter' | 'latest'>) =>
  actOnFile(ports).act(action, found as FoundFile)

const look = () => tables.look.voter(voter.voterId)

describe('what the staff do in a file that has changed since it was looked at', () => {
  it('stops no request that its voter was faster to cancel, and tells of none', async () => {
    const latest = await acceptReissue(tables, voter)
    await tables.cancellations.cancel(latest, now)
    expect(await act('stop-request', { voter: look(), latest })).toBe(false)
    expect([events, newsQueue.ids()]).toEqual([[], []])
  })

  it('mails again once, when two ask for it at the same time', async () => {
    const { reissueId } = await acceptReissue(tables, voter, { phone })
    await sendTo(tables, { reissueId }, phone)
    await tables.reissueMails.settle(tables.look.reissue(reissueId))
    const found = { voter: look(), latest: tables.look.reissue(reissueId) }
    expect(await act('mail-again', found)).toBe(true)
    expect(await act('mail-again', found)).toBe(false)
    expect(newsQueue.ids()).toEqual([reissueId])
  })

  it('frees no phone that is free by now, and notes it no more', async () => {
    const takenPhone = { phoneHash: 'nobodys', maskedPhone: '•• 12', at: now }
    await tables.takenPhones.note(voter.voterId, takenPhone)
    expect(await act('free-phone', { voter: look(), latest: undefined })).toBe(false)
    expect(look().takenPhone).toBeUndefined()
  })

  it.each(['stop-request', 'mail-again', 'free-phone'] as const)(
    'changes nothing where nothing is: %s',
    async (action) => {
      const before = tables.look.everything()
      expect(await act(action, { voter: look(), latest: undefined })).toBe(false)
      expect(tables.look.everything()).toEqual(before)
    },
  )
})
