import { beforeEach, describe, expect, it } from 'vitest'
import { cancelReissue } from '../../functions/cancel-reissue/cancel-reissue.ts'
import { cancelToken } from '../../shared/domain/reissue/cancel-link.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import { remainingReissues } from '../../shared/domain/voter/voter.ts'
import { type AskingVoter, anAskingVoter } from '../builders/asking-voter.ts'
import { acceptReissue, sendTo, usualPorts } from '../builders/journey-steps.ts'
import { keys, now } from '../builders/values.ts'
import { aPhone, election, openSession } from '../builders/voters.ts'

let asking: AskingVoter

beforeEach(async () => {
  asking = await anAskingVoter()
})

const { smsPerVoter } = election.limits
const remaining = () =>
  remainingReissues(asking.tables.look.voter(asking.voter.voterId), election.limits)

/** Asks, has the SMS leave, and the carrier says that the phone cannot be reached. */
async function askUnreached(): Promise<void> {
  const { tables, voter } = asking
  const phone = aPhone()
  const reissue = await acceptReissue(tables, voter, { phone })
  await sendTo(tables, reissue, phone)
  const told = { failure: 'unreachable', neverLeft: false, at: now, now } as const
  expect(await tables.smsReceipts.recordFailure(reissue, told)).toBe('recorded')
}

async function cancelAndBeginAnew(phone: Phone): Promise<void> {
  const { tables, voter } = asking
  const { reissueId } = await acceptReissue(tables, voter, { phone })
  const link = { reissueId, token: cancelToken(keys, reissueId) }
  const { outcome } = await cancelReissue(usualPorts(tables), link)
  if (outcome !== 'cancelled') throw new Error(outcome)
  const { passwordChangeRequired, ...stored } = tables.look.voter(voter.voterId)
  tables.replace.voter(stored)
  Object.assign(voter, await openSession(tables, stored))
}

describe('however many SMS fail, and are given back,', () => {
  it('a voter has ten asked for at most, the last of which show as left, then is told of the helpdesk', async () => {
    for (let time = 1; time < smsPerVoter; time++) await askUnreached()
    expect(remaining()).toBe(1)
    await askUnreached()
    expect(remaining()).toBe(0)
    expect(asking.tables.look.voter(asking.voter.voterId)).toMatchObject({
      reissueCount: 0,
      smsCount: 10,
    })
    expect(await asking.askInVain(await asking.form())).toEqual({ outcome: 'sms-ceiling' })
  })
})

describe('a request that was cancelled before its SMS', () => {
  it('counts towards no ceiling', async () => {
    const phone = aPhone()
    for (let time = 1; time <= smsPerVoter + 1; time++) await cancelAndBeginAnew(phone)
    expect(asking.tables.look.phoneUses(hashPhone(keys, phone))).toEqual({
      reissueCount: 0,
      smsCount: 0,
    })
    expect(await asking.ask(await asking.form({ phone }))).toMatchObject({ outcome: 'accepted' })
  })
})

describe('an election that was running before SMS were counted', () => {
  it('lets its voters ask: none is counted yet', async () => {
    const { smsCount, ...stored } = asking.tables.look.voter(asking.voter.voterId)
    asking.tables.replace.voter(stored)
    expect(remaining()).toBe(election.limits.reissuesPerVoter)
    expect(await asking.ask(await asking.form())).toMatchObject({ outcome: 'accepted' })
  })
})
