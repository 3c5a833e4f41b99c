import { describe, expect, it, test } from 'vitest'
import { confirmCode, requestCode } from '../../functions/register-phone/register-phone.ts'
import { dynamoRollSeal } from '../../shared/adapters/roll/dynamo-roll-seal.ts'
import { settledPhone, unsealKnownPhone } from '../../shared/domain/account/known-phone.ts'
import { sealKnownPhone } from '../../shared/domain/account/phone-registration.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import { RollSealedError } from '../../shared/domain/roll/roll.ts'
import { rollPhone } from '../../shared/domain/roll/roll-phones.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import { type KnownPhone, type Voter, voterIdOf } from '../../shared/domain/voter/voter.ts'
import { acceptReissue } from '../builders/journey-steps.ts'
import { aRegisteringVoter } from '../builders/registering-voter.ts'
import { keys, noNotify, now } from '../builders/values.ts'
import {
  aPhone,
  aRollEntry,
  aSignedInVoter,
  election,
  knowPhone,
  password,
} from '../builders/voters.ts'
import { check, errorsOf, header, lineOf } from './roll-file-builder.ts'
import { aRoll } from './rolls.ts'

const { tables, notifications, change, imported, find, newPath } = await aRoll()

const withPhone = (phone = aPhone(), phoneRequestedOn = '2026-11-20') =>
  aRollEntry({ phone, phoneRequestedOn })

describe('the columns of a phone', () => {
  const file = (...cells: [phone: string, requestedOn: string][]) =>
    [
      `${header};phone;phone_requested_on`,
      ...cells.map((pair, index) => [lineOf(index), ...pair].join(';')),
    ].join('\n')

  it.each([
    ['phone', '06 87 65 4', '2026-11-20', 'phone-refused'],
    ['phone', '01 23 87 65 49', '2026-11-20', 'phone-refused'],
    ['phone', '+44 7400 876543', '2026-11-20', 'phone-refused'],
    ['phone', '06 12 34 56 78', '', 'phone-half'],
    ['phone_requested_on', '', '2026-11-20', 'phone-half'],
    ['phone_requested_on', '06 12 34 56 78', '26/11/2026', 'request-to-come'],
    ['phone_requested_on', '06 12 34 56 78', '46346', 'date-serial'],
    ['phone_requested_on', '06 12 34 56 78', '31/11/2026', 'date-not-a-date'],
    ['phone_requested_on', '06 12 34 56 78', 'hier', 'date-malformed'],
  ])('(%s) refuse %j with %j as %s, and never show the number', async (column, ...cells) => {
    const [phone, requestedOn, code] = cells
    const { errors } = await check(file(['', ''], [phone, requestedOn], ['', '']))
    expect(errors.items.map((one) => [one.line, one.column, one.code])).toEqual([[3, column, code]])
    expect(JSON.stringify(errors.items).replaceAll(' ', '')).not.toContain('8765')
  })

  it('refuse one phone on two lines, however it is typed', async () => {
    const doubled = file(['06 12 34 56 78', '25/11/2026'], ['+33612345678', '2026-11-25'])
    expect(await errorsOf(doubled)).toEqual([[3, 'phone', 'duplicate']])
  })

  it('refuse the file, and name the setting, if the election knows no phones', async () => {
    const { errors, entries } = await check(file(['', '']), 'import', false)
    expect(entries).toEqual([])
    expect(errors.items.map(({ line, column }) => [line, column])).toEqual([
      [1, 'phone'],
      [1, 'phone_requested_on'],
    ])
    expect(errors.items[0]?.message).toContain('knownPhones')
  })

  it('serve in an import only', async () => {
    const { remarks } = await check('email;last_name;phone\na@example.org;A;0612345678', 'correct')
    expect(remarks).toEqual(['La colonne « phone » ne sert pas ici : elle est ignorée.'])
  })
})

const phoneOf = (voterId: string, phone: Phone, at: ElectionInstant) =>
  rollPhone(
    sealKnownPhone(keys, voterId, phone),
    { phone, requestedOn: '2026-11-20' },
    election,
    at,
  )

describe('a phone of the roll', () => {
  test('is sealed for its voter, serves nobody else and is announced by one e-mail', async () => {
    const phone = aPhone()
    const entry = withPhone(phone)
    await imported([entry, aRollEntry()])
    const voter = await find(entry.email)
    const known = voter.knownPhone as NonNullable<typeof voter.knownPhone>
    expect(unsealKnownPhone(keys, voter.voterId, known)).toBe(phone)
    expect(known).toMatchObject({ requestedOn: '2026-11-20', territory: 'FR' })
    expect(known.maskedPhone).toContain(phone.slice(-2))
    const { phoneHash } = known
    expect(phoneHash).toBe(hashPhone(keys, phone))
    expect(await tables.phoneUses(phoneHash)).toMatchObject({ knownTo: voter.voterId })
    const stored = JSON.stringify(await tables.stored('voters', { voterId: voter.voterId }))
    expect(stored).not.toContain(phone.slice(-6))
    const { voterId } = voter
    expect(notifications.messages).toEqual([{ news: 'phone-set', voterId, at: known.setAt }])
  })

  test.each([
    ['2026-11-24', '2026-11-24T23:00:00Z', true],
    ['2026-11-25', '2026-11-25T23:00:00Z', false],
  ])('requested on %s counts from %s', async (requestedOn, settlesAt, isSettled) => {
    const entry = withPhone(aPhone(), requestedOn)
    await imported([entry])
    const voter = await find(entry.email)
    expect(voter.knownPhone?.settlesAt).toEqual(new Date(settlesAt))
    expect(settledPhone(voter, now) !== undefined).toBe(isSettled)
  })

  test('comes with a second import for a voter who never had one', async () => {
    const entry = aRollEntry()
    await imported([entry])
    const file = [{ ...entry, phone: aPhone(), phoneRequestedOn: '2026-11-20' }]
    expect(await change('import', file, true)).toEqual(['phone-set'])
    const before = await find(entry.email)
    expect(before.knownPhone).toBeUndefined()
    expect(await change('import', file)).toEqual(['phone-set'])
    const { knownPhone, voterId } = await find(entry.email)
    expect(notifications.messages).toEqual([{ news: 'phone-set', voterId, at: knownPhone?.setAt }])
    expect((await find(entry.email)).correctedAt).toBeUndefined()
    expect(await change('import', file)).toEqual(['unchanged'])
    expect((await find(entry.email)).knownPhone).toEqual(knownPhone)
    const late = phoneOf(voterId, aPhone(), now)
    expect(await tables.roll.setPhone(before, late)).toBe('changed-meanwhile')
  })

  test('never replaces the phone that a voter set, and never restores one that they removed', async () => {
    const [changed, removed] = [withPhone(), withPhone()]
    await imported([changed, removed])
    const own = aPhone()
    await knowPhone(tables, voterIdOf(keys, changed.email), own, now)
    const { knownPhone, ...voter } = await find(removed.email)
    const former = { ...knownPhone, changedAt: now, endsAt: now } as never
    const present = { ...voter, ...(knownPhone && { knownPhone }) }
    await tables.knownPhones.change(present, { formerPhone: former }, now)
    const again = [changed, removed].map((entry) => ({ ...entry, phone: aPhone() }))
    expect((await imported(again)).counts).toEqual({ unchanged: 2, 'phone-kept': 2 })
    expect((await find(changed.email)).knownPhone?.phoneHash).toBe(hashPhone(keys, own))
    expect((await find(removed.email)).knownPhone).toBeUndefined()
  })

  test.each([true, false])(
    'of another voter refuses no voter: the report names the line (dry run: %s)',
    async (dryRun) => {
      const [holder, other, asked] = [withPhone(), aRollEntry(), aPhone()]
      await imported([holder, other])
      await acceptReissue(tables, await aSignedInVoter(tables), { phone: asked })
      const requested = { phoneRequestedOn: '2026-11-20' }
      const entries = [
        aRollEntry({ phone: holder.phone as Phone, ...requested }),
        { ...other, phone: asked, ...requested },
        withPhone(),
      ]
      const { counts, skippedLines } = await imported(entries, newPath(), { dryRun })
      expect(counts).toEqual({ added: 2, unchanged: 1, 'phone-set': 1, 'phone-taken': 2 })
      expect(skippedLines.sort((one, two) => one.line - two.line)).toEqual(
        [0, 1].map((at) => ({ line: at + 2, email: entries[at]?.email, outcome: 'phone-taken' })),
      )
      if (!dryRun) for (const { email } of entries) expect(await find(email)).toBeDefined()
    },
  )

  test('serves one of two voters to whom it is given at once', async () => {
    const phone = aPhone()
    const voters = [aRollEntry(), aRollEntry()].map((entry) => enrol(keys, entry).voter)
    await tables.roll.enrolMany(voters)
    const outcomes = await Promise.all(
      voters.map((voter) => tables.roll.setPhone(voter, phoneOf(voter.voterId, phone, now))),
    )
    expect(outcomes.sort()).toEqual(['changed', 'phone-taken'])
  })

  test.each([
    ...['known', 'removed by the voter', 'freed by staff', 'known, with a request pending'],
    ...['freed, and known again with a request pending', 'freed, and restored from copies'],
  ])('serves anybody again once the voter is removed from the roll (%s)', async (how) => {
    const other = aRollEntry()
    await imported([other])
    const [phone, voter] = [aPhone(), await aSignedInVoter(tables)]
    const { voterId, email } = voter
    await knowPhone(tables, voterId, phone, now)
    const copy = await tables.stored('voters', { voterId })
    const { knownPhone, ...item } = await find(email)
    const ended = { changedAt: now, endsAt: secondsLater(now, 9) }
    const formerPhone = { ...(knownPhone as KnownPhone), ...ended }
    if (how.startsWith('removed'))
      await tables.knownPhones.change({ ...item, knownPhone } as Voter, { formerPhone }, now)
    if (how === 'freed by staff')
      await tables.knownPhones.free(hashPhone(keys, phone), now, noNotify)
    if (how.includes('pending')) await acceptReissue(tables, voter, { phone })
    if (how.startsWith('freed,'))
      await tables.knownPhones.free(hashPhone(keys, phone), secondsLater(now, 1), noNotify)
    if (how.includes('again')) await knowPhone(tables, voterId, phone, secondsLater(now, 2))
    if (how.includes('restored')) await tables.put('voters', copy)
    expect(await change('remove', [{ email }])).toEqual(['removed'])
    const { knownTo, reissueCount } = await tables.phoneUses(hashPhone(keys, phone))
    expect([knownTo, reissueCount]).toEqual([undefined, 0])
    const stored = await tables.stored('voters', { voterId })
    for (const name of ['knownPhone', 'formerPhone', 'phoneProof'])
      expect(stored).not.toHaveProperty(name)
    const file = [{ ...other, phone, phoneRequestedOn: '2026-11-20' }]
    expect(await change('import', file)).toEqual(['phone-set'])
  })

  test('can still be freed if a voter who is gone had it before others', async () => {
    const [phone, { voterId, email }] = [aPhone(), await aSignedInVoter(tables)]
    await knowPhone(tables, voterId, phone, now)
    for (const next of [aPhone(), aPhone()]) await knowPhone(tables, voterId, next, now)
    expect(await change('remove', [{ email }])).toEqual(['removed'])
    const phoneHash = hashPhone(keys, phone)
    expect((await tables.phoneUses(phoneHash)).knownTo).toBe(voterId)
    expect(await tables.knownPhones.free(phoneHash, now, noNotify)).toBe('freed')
  })

  test('is refused once the roll is sealed', async () => {
    const entry = aRollEntry()
    await imported([entry])
    await dynamoRollSeal(tables.database, tables.names.rollOperations).put(now)
    const file = [{ ...entry, phone: aPhone(), phoneRequestedOn: '2026-11-20' }]
    await expect(imported(file)).rejects.toThrow(RollSealedError)
    await expect(imported([withPhone()])).rejects.toThrow(RollSealedError)
    expect((await find(entry.email)).knownPhone).toBeUndefined()
  })

  test('ends a code under way, and its holder can undo a change', async () => {
    const { tables, ports, voter, clock, register, deliver, codeIn, item } =
      await aRegisteringVoter()
    const [phone, other] = [aPhone(), aPhone()]
    const { voterId, session } = voter
    await requestCode(ports, session, { phone: other, password })
    const [text] = await deliver(other)
    await tables.roll.setPhone(item(), phoneOf(voterId, phone, secondsLater(clock(), -60)))
    expect((await confirmCode(ports, session, codeIn(text))).outcome).toBe('code-expired')
    expect(await register(other)).toBe('changed')
    expect(await deliver(phone)).toEqual([expect.stringContaining('/tel/#')])
  })
})
