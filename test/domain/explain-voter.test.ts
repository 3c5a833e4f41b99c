import { expect, test } from 'vitest'
import { secondsLater } from '../../shared/domain/instants.ts'
import { heldText } from '../../shared/texts/reissue/held-sms.ts'
import { printedNoticeText } from '../../shared/texts/reissue/valid-identifier.ts'
import { staffTexts } from '../../shared/texts/staff/explained-voter.ts'
import { anExplainedVoter } from '../builders/explained-voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue, confirm, sendTo } from '../builders/journey-steps.ts'
import { bothClocks, minutes, now } from '../builders/values.ts'
import { election } from '../builders/voters.ts'

const { begin, tables, voter, phone, explained, read } = await forEachTest(anExplainedVoter)

const readAt = (count: number) => read({ at: minutes(count) })

async function sent() {
  const reissue = await acceptReissue(tables, voter, { phone })
  await sendTo(tables, reissue, phone, { at: minutes(3) })
  return reissue
}

async function held(heldOn: string, expectedAt = minutes(1440)) {
  const { reissueId, state } = await acceptReissue(tables, voter)
  const hold = { heldOn, now, until: minutes(60), expectedAt }
  await tables.sendings.hold({ reissueId, state }, hold)
}

test('staff read the identifier of an account and the next step too, for whoever asked for nothing', async () => {
  const { headings, noRequest } = staffTexts
  const { requestSections, voterSections } = await explained()
  expect(requestSections).toEqual([{ heading: noRequest, lines: [] }])
  const { account, identifier, nextSteps: next } = headings
  expect(voterSections.map(({ heading }) => heading)).toEqual(
    [account, identifier, next].map((title) => `${title} :`),
  )
  const text = await read()
  expect(text).toContain('Vous avez un mot de passe')
  expect(text).toContain("Utilisez l'identifiant imprimé sur votre notice de vote.")
  expect(text).toContain('il vous reste 3 demandes')
  expect(await read({ changes: { noticeWishId: 'a wish' } })).toContain(printedNoticeText)
})

test('staff read of the last link of whoever has no password, and of none that nobody asked for', async () => {
  const { voterId } = voter
  const none = { requestedAt: bothClocks(0), issuedAt: [], mailed: false, version: 1 }
  const before = await read()
  await tables.passwordLinks.replace(undefined, { voterId, ...none })
  expect(await read()).toBe(before)
  const newest = { tokenHash: 'hash of the token', expiresAt: minutes(120) }
  const link = { voterId, newest, requestedAt: now, issuedAt: [now], mailed: false, version: 1 }
  await tables.passwordLinks.replace({ voterId, ...none }, link)
  const changes = { passwordHash: undefined } as never
  const text = await read({ changes })
  expect(text).toContain("Vous n'avez pas de mot de passe")
  expect(text).toContain("à 10 h : son e-mail n'est pas encore parti.")
  await tables.passwordLinks.markAsMailed(link)
  expect(await read({ changes })).toContain("il fonctionne jusqu'à 12 h.")
  expect(await read({ changes, at: minutes(121) })).toContain('il ne fonctionne plus.')
})

test('staff read that a mail may be late or lost after an answer of absence', async () => {
  const mailFailure = { addressId: voter.voterId, why: 'unclear', at: minutes(1) } as const
  expect(await read({ changes: { mailFailure } })).toContain(
    "Un e-mail n'est peut-être pas arrivé à votre adresse, ou avec du retard, à 10 h 01 : la messagerie a répondu sans dire pourquoi, peut-être une absence.",
  )
})

test('staff read of a phone that was refused, until the voter has asked with another', async () => {
  const takenPhone = { phoneHash: 'a phone', maskedPhone: '•• 78', at: minutes(1) }
  expect(await read({ changes: { takenPhone } })).toContain('se terminant par 78')
  await acceptReissue(tables, voter, { at: minutes(3) })
  expect(await read({ changes: { takenPhone } })).not.toContain('se terminant par 78')
})

test('staff read of a missing SMS that it waits for the e-mail that can stop it', async () => {
  await acceptReissue(tables, voter)
  const setting = { smsWaitsForMailMinutes: 60 }
  const text = await read({ at: minutes(2), setting })
  expect(text).toContain(
    "n'est pas encore parti. Le SMS l'attend, jusqu'à 11 h au plus tard.\nLe SMS est attendu vers 10 h 03, si cet e-mail part à temps.",
  )
  expect(await read({ setting })).toContain("en retard, parce que cet e-mail l'est aussi.")
  expect(text).toContain("Vous n'avez rien à refaire.")
  expect(await read({ at: minutes(61), setting })).toContain("le SMS part sans l'attendre")
})

test('staff read of a missing SMS that the e-mail reached nobody: until when the SMS waits, why, and what staff can do', async () => {
  const mailFailure = {
    ...({ addressId: voter.voterId, why: 'full', at: minutes(1), final: true } as const),
  }
  const reissue = await acceptReissue(tables, voter, { phone })
  tables.alter.voter(voter.voterId, { mailFailure })
  const setting = { smsWaitsForMailMinutes: 30 }
  await confirm(tables, reissue, { election: { ...election, ...setting } })
  const text = await read({ at: minutes(10), setting })
  for (const line of [
    "L'e-mail qui permet de l'annuler n'a pas été remis à votre adresse. Le SMS attend, jusqu'à 10 h 30, qu'elle reçoive de nouveau nos e-mails.",
    'Le SMS est attendu vers 10 h 33.',
    'Nos e-mails ne vont plus à votre adresse depuis 10 h 01 : la boîte est pleine.',
  ]) {
    expect(text).toContain(line)
  }
  expect(await read({ at: minutes(31), setting })).toContain(
    "n'a pas été remis à votre adresse : le SMS part sans lui.",
  )
})

test('staff read of a missing SMS that it is not due yet, or is late', async () => {
  await confirm(tables, await acceptReissue(tables, voter))
  expect(await readAt(1)).toContain(
    "L'e-mail qui permet de l'annuler est parti à 10 h.\nLe SMS est attendu vers 10 h 03.",
  )
  expect(await read()).toContain('Le SMS était attendu vers 10 h 03. Il est en retard : le service')
})

test('staff read of a missing SMS that those of the day have left, or those to its territory', async () => {
  await held('2026-11-25')
  const text = await read()
  expect(text).toContain(heldText('daily-cap'))
  expect(text).toContain('Le SMS est attendu le jeudi 26 novembre vers 10 h.')
  await begin()
  await held('2026-11-25/FR')
  const ofTerritory = await read()
  expect(ofTerritory).toContain(heldText('territory-cap'))
})

test.each([
  ['limit', 'service-limit'],
  ['pause', 'paused'],
] as const)('staff read that the SMS is held by the %s, without a time', async (on, by) => {
  await held(on, minutes(8))
  const text = await readAt(1)
  expect(text).toContain(heldText(by))
  expect(text).not.toContain('attendu')
  expect(await read({ isSuspended: true })).not.toContain(heldText(by))
})

test('staff read of a missing SMS that it left, and to wait for the receipt before another request, until it is due', async () => {
  await sent()
  const text = await readAt(4)
  expect(text).toContain("Le SMS est parti à 10 h 03.\nL'opérateur n'a pas encore répondu")
  expect(text).toContain("Utilisez l'identifiant du SMS de 10 h 03.")
  const due = minutes(3 + election.receiptMinutes)
  const isToldAt = async (seconds: number) =>
    (await read({ at: secondsLater(due, seconds) })).includes('avant de faire une autre demande')
  expect([await isToldAt(-1), await isToldAt(0)]).toEqual([true, false])
  expect(await read({ at: secondsLater(due, 60) })).toContain('nous ne savons pas')
})

test('staff read of a missing SMS that the number takes none, and that the request is given back', async () => {
  const reissue = await acceptReissue(tables, voter, { phone })
  await sendTo(tables, reissue, phone, { refused: 'opted-out', at: minutes(3) })
  const text = await read()
  expect(text).toContain("Le SMS n'a pas pu partir, à 10 h 03. Ce téléphone refuse nos SMS")
  expect(text).toContain("Cette demande n'a pas été décomptée.")
  expect(text).toContain('Indiquez un autre numéro.\n')
})

test.each([false, true])('staff read that no SMS arrived (never left: %s)', async (isUnsent) => {
  const { reissueId } = await sent()
  const failed = { failure: 'unreachable', isUnsent, at: minutes(5), now: minutes(5) } as const
  await tables.smsReceipts.recordFailure(tables.look.reissue(reissueId), failed)
  const text = await read({ setting: { limits: { ...election.limits, smsPerVoter: 1 } } })
  const late = 'Si le SMS de 10 h 03 finit par arriver, son identifiant fonctionne.'
  expect(text).toContain(isUnsent ? "Utilisez l'identifiant imprimé" : late)
})

test('staff read of a missing SMS that it came, if its identifier was used', async () => {
  const { reissueId } = await sent()
  await tables.arrivals.recordMissing(reissueId, minutes(9))
  await tables.arrivals.recordUse(reissueId, minutes(10))
  const text = await read()
  expect(text).toContain('Vous avez signalé à 10 h 09')
  expect(text).toContain('à 10 h 10 : le SMS est donc bien arrivé')
  expect(text).not.toMatch(/L'opérateur|peut encore arriver/)
})
