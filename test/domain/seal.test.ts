import { expect, it, test } from 'vitest'
import { nameOf } from '../../shared/domain/approval.ts'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import { digestOfRoll } from '../../shared/domain/ledger/roll-digest.ts'
import { differences, digestOfFiles, digestsOf, lastSeal } from '../../shared/domain/ledger/seal.ts'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { keys, now } from '../builders/values.ts'
import { aRollEntry } from '../builders/voters.ts'

test('the digest of files is what coreutils say: sha256sum of each, in the order of their names, and of that', () => {
  const files = [
    ['index.mjs.map', Buffer.from('{}')],
    ['index.mjs', Buffer.from('export {}\n')],
  ] as const
  // printf … > index.mjs; printf … > index.mjs.map; sha256sum index.mjs index.mjs.map | sha256sum
  const digest = 'a62a55359056a261bf95b4886a1d7bdb8565379ca4b2a7da6ba5890156c376e5'
  expect(digestOfFiles(new Map(files))).toBe(digest)
  expect(digestOfFiles(new Map(files.toReversed()))).toBe(digest)
})

test('the check of a seal names each file that is changed, gone or new', () => {
  const sealed = { 'code A': '1', 'code B': '2', 'page /': '3' }
  expect(differences(sealed, { 'page /': '3', 'code B': 'x', 'code AB': '4' })).toEqual([
    { name: 'code A', kind: 'gone' },
    { name: 'code AB', kind: 'new' },
    { name: 'code B', kind: 'changed' },
  ])
  expect(differences(sealed, { ...sealed })).toEqual([])
})

test('the seal of an election is the last one, whatever is done afterwards', () => {
  const entry = (kind: Intervention['kind'], id: string): Intervention => ({
    ...{ interventionId: id, kind, at: now, by: 'Deployer/alice' },
    ...(kind === 'seal' && { digests: { roll: id } }),
  })
  expect(lastSeal([entry('deployment', '0')])).toBeUndefined()
  const all = [
    entry('seal', '1'),
    entry('seal', '2'),
    entry('deployment', '3'),
    entry('closing', '4'),
  ]
  expect(lastSeal(all)?.interventionId).toBe('2')
})

const voters: Voter[] = ['alice', 'bob', 'chloe'].map(
  (name) => enrol(keys, aRollEntry({ email: `${name}@academie.example` })).voter,
)
const [alice, bob, chloe] = voters as [Voter, Voter, Voter]
async function digest(...all: Voter[]): Promise<string> {
  async function* each() {
    yield* all
  }
  return (await digestOfRoll(each())).digest
}

test('the digest of a roll is the same in whatever order voters and ballots come', async () => {
  const reordered = { ...bob, ballots: bob.ballots.toReversed() }
  expect(await digest(chloe, alice, reordered)).toBe(await digest(alice, bob, chloe))
})

test('the digest of a roll is another once somebody is removed, or is there twice', async () => {
  const whole = await digest(alice, bob)
  expect(await digest(alice)).not.toBe(whole)
  expect(await digest(alice, bob, bob)).not.toBe(whole)
  expect(await digest(alice, chloe, chloe)).not.toBe(await digest(alice, bob, bob))
})

test.each([
  { voterId: 'another' },
  { email: 'other@academie.example' },
  { firstName: 'Aline' },
  { lastName: 'Martine' },
  { firstName: `${alice.firstName} ${alice.lastName}`, lastName: '' },
  { ballots: ['csa-ministeriel'] },
  { identityHash: 'another' },
  { personId: 'another' },
  { school: 'Collège' },
  { noticeFormat: 'braille' as const },
])('the digest of a roll is another once the roll says %j', async (correction) => {
  expect(await digest({ ...alice, ...correction }, bob)).not.toBe(await digest(alice, bob))
})

test('the digest of a roll is the same of a voter without a school or a format of notice, and of one with empty ones', async () => {
  const { school: _, noticeFormat: __, ...bare } = alice
  const empty = { ...bare, school: '', noticeFormat: '' } as unknown as Voter
  expect(await digest(empty)).toBe(await digest(bare))
})

test('the digest of a roll is the same after all that voters, requests and mails do', async () => {
  const lived: Voter = {
    ...alice,
    passwordHash: '$argon2id$',
    identifierHash: 'k.another',
    identifierReissueId: 'one',
    formerIdentifierHash: 'k.former',
    reissueCount: 2,
    smsCount: 2,
    latestReissueId: 'one',
    sessionEpoch: 9,
    passwordSetAt: now,
    noticeReturnedAt: now,
    mailFailure: { addressId: 'a', kind: 'bounced', at: now, final: true } as never,
  }
  expect(await digest(lived, bob)).toBe(await digest(alice, bob))
})

it('what is sealed of one subject is what its names begin with, whole words', () => {
  const digests = { 'code A': '1', 'code B': '2', codex: '3', roll: '4' }
  expect(digestsOf('code', digests)).toEqual({ 'code A': '1', 'code B': '2' })
  expect(digestsOf('roll', digests)).toEqual({ roll: '4' })
})

it.each([
  ['Deployer/alice', 'Reader/Alice', true],
  ['alice', 'Deployer/alice', true],
  ['Deployer/sso/alice', 'Reader/alice', true],
  ['Deployer/alice', 'alice/Deployer', false],
])('%s and %s are one person: %s', (by, other, isOne) => {
  expect(nameOf(by) === nameOf(other)).toBe(isOne)
})
