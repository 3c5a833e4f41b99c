import { expect, test } from 'vitest'
import { mailReissue } from '../../functions/mail-voters/mail-reissue.ts'
import { withdrawReissue } from '../../functions/withdraw-reissue/withdraw-reissue.ts'
import { cancelLink } from '../../shared/domain/reissue/cancellations.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { holdsIdentifier } from '../../shared/domain/voter/voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue, confirm, sendTo } from '../builders/journey-steps.ts'
import { keys } from '../builders/values.ts'
import { aRequestWorld } from '../builders/voter-world.ts'
import { aSignedInVoter, election, type SignedInVoter, siteUrl } from '../builders/voters.ts'
import { everyInterleaving } from '../fakes/interleavings.ts'
import { plain } from '../texts/plain.ts'

const { begin, tables, voter, phone, reissue, notifications, mailer, ports } =
  await forEachTest(aRequestWorld)

const withdraw = async (
  { reissueId }: Pick<Reissue, 'reissueId'> = reissue,
  engines: Partial<Parameters<typeof withdrawReissue>[0]> = {},
  claim: SignedInVoter['session'] | undefined = voter.session,
) => (await withdrawReissue({ ...ports, ...engines }, { claim, reissueId })).outcome

const sendMail = () => mailReissue(ports, reissue.reissueId, 'news')

const line = () => tables.look.voter(voter.voterId)
const stored = ({ reissueId }: Reissue = reissue) => tables.look.reissue(reissueId)

test('a request that its voter withdraws sends no SMS, costs nothing, and lets them ask again at once, in the same session', async () => {
  expect(await withdraw()).toBe('withdrawn')
  expect(notifications.ids()).toEqual([reissue.reissueId])
  const { sending, text } = await sendTo(tables, reissue, phone)
  expect([sending.outcome, text]).toEqual(['over', undefined])
  expect(line()).toMatchObject({ reissueCount: 0, sessionEpoch: 0 })
  expect(line()).not.toHaveProperty('passwordChangeRequired')
  expect(holdsIdentifier(keys, line(), voter.identifier)).toBe(true)
  expect(stored()).not.toHaveProperty('sealedPhone')
  expect(tables.look.phoneUses(reissue.phoneHash)).toEqual({ reissueCount: 0, smsCount: 0 })
  const mended = await acceptReissue(tables, voter)
  expect(line()).toMatchObject({ pendingReissueId: mended.reissueId, reissueCount: 1 })
})

test('a request is withdrawn once, however often it is asked', async () => {
  await withdraw()
  const before = tables.look.everything()
  expect(await withdraw()).toBe('unchanged')
  expect(notifications.ids()).toHaveLength(1)
  expect(tables.look.everything()).toEqual(before)
})

test('a request is withdrawn by its own voter only', async () => {
  const other = await acceptReissue(tables, await aSignedInVoter(tables))
  expect(await withdraw(other)).toBe('not-found')
  expect(stored(other)).toEqual(other)
})

test('the mail of a withdrawal says once that no SMS leaves, what is left, and how to say that it was not the voter', async () => {
  await confirm(tables, reissue)
  await withdraw()
  expect([await sendMail(), await sendMail()]).toEqual(['withdrawn', 'over'])
  const text = plain(mailer.mails[0]?.text)
  expect(text).toContain(`Aucun SMS ne partira au numéro se terminant par ${phone.slice(-2)}`)
  expect(text).toContain('Il vous reste 3 demandes.')
  expect(text).toContain(cancelLink(siteUrl, keys, reissue.reissueId))
})

test('the mail of a withdrawal offers no request to who can make none', async () => {
  await withdraw()
  tables.alter.voter(voter.voterId, { smsCount: election.limits.smsPerVoter })
  await sendMail()
  expect(plain(mailer.mails[0]?.text)).toContain('Vous ne pouvez plus faire de demande en ligne')
})

test('no mail of a withdrawal goes to who has asked again: that has a mail of its own', async () => {
  await withdraw()
  await acceptReissue(tables, voter)
  expect(await sendMail()).toBe('over')
  expect(stored()).not.toHaveProperty('mailDueAt')
})

test('the mail of a withdrawal comes in any order with the one of the request', async () => {
  await everyInterleaving(async () => {
    await begin()
    return {
      operations: [
        (gate) => withdraw(reissue, { cancellations: gate(tables.cancellations) }),
        (gate) =>
          confirm(tables, reissue, {
            reissues: gate(tables.reissues),
            reissueMails: gate(tables.reissueMails),
            mailer: gate(mailer),
          }),
      ],
      check: () => {
        expect(stored()).toMatchObject({ state: 'cancelled', withdrawn: true })
        expect(stored().mailDueAt).toBeDefined()
      },
    }
  })
})
