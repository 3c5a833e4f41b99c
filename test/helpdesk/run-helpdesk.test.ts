import { afterEach, describe, expect, it, vi } from 'vitest'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import { calendarKey } from '../../shared/tables/calendar.ts'
import { staffTexts } from '../../shared/texts/staff/explained-voter.ts'
import { notPhoneText } from '../../team/failure-texts.ts'
import {
  runExplain,
  runFreePhone,
  runGrantSms,
  runLiftWait,
} from '../../team/helpdesk/run-helpdesk.ts'
import { helpdeskTexts as texts } from '../../team/helpdesk/texts.ts'
import { acceptReissue, sendTo } from '../builders/journey-steps.ts'
import { aLocalElection } from '../builders/local-election.ts'
import { keys, now } from '../builders/values.ts'
import { aPhone, aRollEntry, aSignedInVoter } from '../builders/voters.ts'

const reached = await aLocalElection()
const { tables, said, saidAsError, options } = reached
const reason = 'trois SMS perdus'
const why = { ...options, reason }
const operations = () => tables.rollOperations.all()
const minute = 60_000
afterEach(() => void vi.unstubAllGlobals())

async function sent() {
  const [voter, phone] = [await aSignedInVoter(tables), aPhone()]
  await sendTo(tables, await acceptReissue(tables, voter, { phone }), phone)
  const counts = async () => [
    (await tables.voters.find(voter.voterId))?.smsCount,
    (await tables.phoneUses(hashPhone(keys, phone))).smsCount,
  ]
  return { voter, phone, typed: phone.replace('+33', '0'), counts }
}

describe('npm run helpdesk', () => {
  it('allows one more SMS to a voter or a phone, typed as voters type them, and keeps why', async () => {
    const { voter, typed, counts } = await sent()
    expect(await runGrantSms({ ...why, email: voter.email.toUpperCase() })).toBe(0)
    expect(await counts()).toEqual([0, 1])
    expect(await runGrantSms({ ...why, phone: typed })).toBe(0)
    expect(await counts()).toEqual([0, 0])
    expect(said).toEqual([texts.voterGranted, texts.phoneGranted])
    expect((await operations())[0]).toMatchObject({
      ...{ kind: 'grant-sms', reason, startedAt: now, finishedAt: now, counts: { done: 1 } },
    })
  })

  it('allows it to both, leaves the requests as they are, and says so when there is nothing to allow', async () => {
    const { voter, phone } = await sent()
    for (const _ of [1, 2]) expect(await runGrantSms({ ...why, email: voter.email, phone })).toBe(0)
    const { voterGranted, phoneGranted, voterUncounted, phoneUncounted } = texts
    expect(said).toEqual([voterGranted, phoneGranted, voterUncounted, phoneUncounted])
    expect((await tables.voters.find(voter.voterId))?.reissueCount).toBe(1)
  })

  it('allows nothing to nobody, nor to one where the other is wrong', async () => {
    const { voter, phone, counts } = await sent()
    for (const recipient of [
      {},
      { email: 'nul@academie.example', phone },
      { phone: '01 23 45 67 89' },
      { email: voter.email, phone: '12' },
    ]) {
      expect(await runGrantSms({ ...why, ...recipient })).toBe(1)
    }
    expect(saidAsError).toEqual([texts.whose, texts.noVoter, notPhoneText, notPhoneText])
    expect(await counts()).toEqual([1, 1])
  })

  it('frees a phone that another voter gave as theirs', async () => {
    const { phone, typed } = await sent()
    for (const _ of [1, 2]) expect(await runFreePhone({ ...why, phone: typed })).toBe(0)
    expect(said).toEqual([texts.phoneFreed, texts.phoneUnused])
    expect((await tables.phoneUses(hashPhone(keys, phone))).reissueCount).toBe(0)
    expect((await operations())[0]).toMatchObject({ kind: 'free-phone', reason })
  })

  it('lifts the wait of a voter, by the election’s clock, which stood still', async () => {
    const { email, voterId } = await reached.aVoter()
    await tables.put('calendar', {
      ...{ calendarId: calendarKey, version: 1, extendedMinutes: 0 },
      suspensions: [{ from: new Date(now.getTime() - 10 * minute).toISOString() }],
    })
    expect(await runLiftWait({ ...why, email })).toBe(0)
    expect(said).toEqual([texts.waitLifted])
    const liftedAt = new Date(now.getTime() - 10 * minute)
    expect((await tables.voters.find(voterId))?.waitLiftedAt).toEqual(liftedAt)
    expect(await operations()).toMatchObject([{ kind: 'lift-wait', reason, startedAt: now }])
  })

  it('ends with 1 when nothing was done, and keeps that it was tried', async () => {
    expect(await runGrantSms(why)).toBe(1)
    expect(await runFreePhone({ ...why, phone: '01 23 45 67 89' })).toBe(1)
    expect(await runLiftWait({ ...why, email: 'personne@academie.example' })).toBe(1)
    expect(said).toEqual([])
    expect(saidAsError).toEqual([texts.whose, notPhoneText, texts.noVoter])
    expect((await operations()).map(({ counts }) => counts)).toEqual(Array(3).fill({ refused: 1 }))
  })

  it('keeps that it was tried when it is cut short, without an end', async () => {
    const { fetch } = globalThis
    vi.stubGlobal('fetch', (url: string) =>
      url.endsWith('/deployment') ? fetch(url) : new Response(undefined, { status: 403 }),
    )
    expect(await runLiftWait({ ...why, email: 'alice@academie.example' })).toBe(1)
    expect(await operations()).toMatchObject([{ kind: 'lift-wait', reason }])
    expect((await operations())[0]).not.toHaveProperty('finishedAt')
  })
})

describe('npm run helpdesk -- explain', () => {
  it('tells of a voter, and ends with 1 for nobody and for whoever was removed', async () => {
    const { email } = await aSignedInVoter(tables)
    expect(await runExplain(email.toUpperCase(), options)).toBe(0)
    expect(said.join('\n')).toContain(`${staffTexts.noRequest}\n\n`)
    expect(said.join('\n')).toContain('\n  - Vous avez un mot de passe')
    expect(said.join('\n')).not.toContain("Nos e-mails n'arrivent pas")
    expect(saidAsError).toEqual([])
    expect(await runExplain('personne@academie.example', options)).toBe(1)
    const { voter: removed } = enrol(keys, aRollEntry())
    await tables.voters.enrol({ ...removed, removedAt: now })
    expect(await runExplain(removed.email, options)).toBe(1)
    const when = { timeZone: 'Europe/Paris', now }
    expect(saidAsError).toEqual([staffTexts.noVoter, staffTexts.removed(when, now)])
    expect(await operations()).toEqual([])
  })

  it('dates what happened as the wall’s clock showed it, after a suspension', async () => {
    const voter = await aSignedInVoter(tables)
    await acceptReissue(tables, voter)
    await tables.put('calendar', {
      ...{ calendarId: calendarKey, version: 2, extendedMinutes: 0 },
      suspensions: [
        {
          from: new Date(now.getTime() - 60 * minute).toISOString(),
          to: new Date(now.getTime() - 30 * minute).toISOString(),
        },
      ],
    })
    vi.setSystemTime(new Date(now.getTime() + 31 * minute))
    expect(await runExplain(voter.email, options)).toBe(0)
    expect(said.join('\n').replaceAll('\u00a0', ' ')).toMatch(/^Votre demande.* de 10 h 30/)
    await tables.put('calendar', {
      ...{ calendarId: calendarKey, version: 3, extendedMinutes: 0 },
      suspensions: [{ from: new Date(now.getTime() + 30 * minute).toISOString() }],
    })
    expect(await runExplain(voter.email, options)).toBe(0)
    expect(said.join('\n')).toContain('Le vote est suspendu : personne ne peut')
  })
})
