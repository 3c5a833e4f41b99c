import { beforeEach, describe, expect, it } from 'vitest'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import { notPhoneText } from '../../team/failure-texts.ts'
import { grantSms } from '../../team/helpdesk/allow.ts'
import { helpdeskTexts as texts } from '../../team/helpdesk/texts.ts'
import { acceptReissue, sendTo } from '../builders/journey-steps.ts'
import { bothClocks, keyed, keys } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'
import { election } from '../builders/voters.ts'

let { tables, voter, phone } = await aVoterWorld()

beforeEach(async () => {
  ;({ tables, voter, phone } = await aVoterWorld())
  await sendTo(tables, await acceptReissue(tables, voter, { phone }), phone)
})

const grant = (recipient: Parameters<typeof grantSms>[1]) =>
  grantSms({ ...tables, keyed, election, clock: () => bothClocks(Date.now()) }, recipient)
const counts = () => [
  tables.look.voter(voter.voterId).smsCount,
  tables.look.phoneUses(hashPhone(keys, phone)).smsCount,
]
const national = (international: string) => international.replace('+33', '0')

describe('the helpdesk allows one more SMS', () => {
  it('to a voter', async () => {
    expect(await grant({ email: voter.email.toUpperCase() })).toEqual({
      done: true,
      told: [texts.voterGranted],
    })
    expect(counts()).toEqual([0, 1])
  })

  it('to a phone, typed as voters type it', async () => {
    expect(await grant({ phone: national(phone) })).toEqual({
      done: true,
      told: [texts.phoneGranted],
    })
    expect(counts()).toEqual([1, 0])
  })

  it('to both, leaves the requests that count as they are, and says so when there was nothing to allow', async () => {
    await grant({ email: voter.email, phone })
    expect(tables.look.voter(voter.voterId).reissueCount).toBe(1)
    expect(await grant({ email: voter.email, phone })).toEqual({
      done: true,
      told: [texts.voterUncounted, texts.phoneUncounted],
    })
    expect(counts()).toEqual([0, 0])
  })

  it.each<[string, () => Parameters<typeof grant>[0], string]>([
    ['nobody', () => ({}), texts.whose],
    ['an address of nobody', () => ({ email: 'nul@academie.example', phone }), texts.noVoter],
    ['a number that gets no SMS', () => ({ phone: '01 23 45 67 89' }), notPhoneText],
    ['a voter with a wrong number', () => ({ email: voter.email, phone: '12' }), notPhoneText],
  ])('never to %s: nothing changes', async (_, recipient, told) => {
    expect(await grant(recipient())).toEqual({ done: false, told: [told] })
    expect(counts()).toEqual([1, 1])
  })
})
