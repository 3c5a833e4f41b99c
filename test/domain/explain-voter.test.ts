import { describe, expect, it } from 'vitest'
import { secondsLater } from '../../shared/domain/instants.ts'
import { heldText } from '../../shared/texts/reissue/held-sms.ts'
import { printedNoticeText } from '../../shared/texts/reissue/valid-identifier.ts'
import { staffTexts } from '../../shared/texts/staff/explained-voter.ts'
import { anExplainedVoter, minutes } from '../builders/explained-voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue, confirm, sendTo } from '../builders/journey-steps.ts'
import { bothClocks, now } from '../builders/values.ts'
import { election } from '../builders/voters.ts'

const { begin, tables, voter, phone, explained, told } = await forEachTest(anExplainedVoter)

const toldAt = (count: number) => told({ at: minutes(count) })

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

describe('of the account, staff tell', () => {
  it('its identifier and the next step too, to whoever asked for nothing', async () => {
    const { titles, noRequest } = staffTexts
    const { ofRequests, ofVoter } = await explained()
    expect(ofRequests).toEqual([{ heading: noRequest, lines: [] }])
    const { account, identifier, next } = titles
    expect(ofVoter.map(({ heading }) => heading)).toEqual(
      [account, identifier, next].map((title) => `${title} :`),
    )
    const said = await told()
    expect(said).toContain('Vous avez un mot de passe')
    expect(said).toContain("Utilisez l'identifiant imprimé sur votre notice de vote.")
    expect(said).toContain('il vous reste 3 demandes')
    expect(await told({ changes: { noticeWishId: 'a wish' } })).toContain(printedNoticeText)
  })

  it('the last link by e-mail to whoever has no password, and none that nobody asked for', async () => {
    const { voterId } = voter
    const none = { requestedAt: bothClocks(0), issuedAt: [], mailed: false, version: 1 }
    const before = await told()
    await tables.passwordLinks.replace(undefined, { voterId, ...none })
    expect(await told()).toBe(before)
    const newest = { tokenHash: 'hash of the token', expiresAt: minutes(120) }
    const link = { voterId, newest, requestedAt: now, issuedAt: [now], mailed: false, version: 1 }
    await tables.passwordLinks.replace({ voterId, ...none }, link)
    const changes = { passwordHash: undefined } as never
    const said = await told({ changes })
    expect(said).toContain("Vous n'avez pas de mot de passe")
    expect(said).toContain("à 10 h : son e-mail n'est pas encore parti.")
    await tables.passwordLinks.settle(link)
    expect(await told({ changes })).toContain("il fonctionne jusqu'à 12 h.")
    expect(await told({ changes, at: minutes(121) })).toContain('il ne fonctionne plus.')
  })

  it('an answer of absence, which is no mail that was lost', async () => {
    const mailFailure = { addressId: voter.voterId, why: 'unclear', at: minutes(1) } as const
    expect(await told({ changes: { mailFailure } })).toContain(
      "Un e-mail n'est peut-être pas arrivé à votre adresse, ou avec du retard, à 10 h 01 : la messagerie a répondu sans dire pourquoi, peut-être une absence.",
    )
  })

  it('a phone that was refused, until the voter has asked with another', async () => {
    const takenPhone = { phoneHash: 'a phone', maskedPhone: '•• 78', at: minutes(1) }
    expect(await told({ changes: { takenPhone } })).toContain('se terminant par 78')
    await acceptReissue(tables, voter, { at: minutes(3) })
    expect(await told({ changes: { takenPhone } })).not.toContain('se terminant par 78')
  })
})

describe('of an SMS that did not come, staff tell', () => {
  it('that it waits for the e-mail that can stop it', async () => {
    await acceptReissue(tables, voter)
    const setting = { smsWaitsForMailMinutes: 60 }
    const said = await told({ at: minutes(2), setting })
    expect(said).toContain(
      "n'est pas encore parti. Le SMS l'attend, jusqu'à 11 h au plus tard.\nLe SMS est attendu vers 10 h 03, si cet e-mail part à temps.",
    )
    expect(await told({ setting })).toContain("en retard, parce que cet e-mail l'est aussi.")
    expect(said).toContain("Vous n'avez rien à refaire.")
    expect(await told({ at: minutes(61), setting })).toContain("le SMS part sans l'attendre")
  })

  it('that the e-mail reached nobody: until when the SMS waits, why, and what staff can do', async () => {
    const mailFailure = {
      ...({ addressId: voter.voterId, why: 'full', at: minutes(1), final: true } as const),
    }
    const reissue = await acceptReissue(tables, voter, { phone })
    tables.alter.voter(voter.voterId, { mailFailure })
    const setting = { smsWaitsForMailMinutes: 30 }
    await confirm(tables, reissue, { election: { ...election, ...setting } })
    const said = await told({ at: minutes(10), setting })
    for (const line of [
      "L'e-mail qui permet de l'annuler n'a pas été remis à votre adresse. Le SMS attend, jusqu'à 10 h 30, qu'elle reçoive de nouveau nos e-mails.",
      'Le SMS est attendu vers 10 h 33.',
      'Nos e-mails ne vont plus à votre adresse depuis 10 h 01 : la boîte est pleine.',
    ]) {
      expect(said).toContain(line)
    }
    expect(await told({ at: minutes(31), setting })).toContain(
      "n'a pas été remis à votre adresse : le SMS part sans lui.",
    )
  })

  it('that it is not due yet, or is late', async () => {
    await confirm(tables, await acceptReissue(tables, voter))
    expect(await toldAt(1)).toContain(
      "L'e-mail qui permet de l'annuler est parti à 10 h.\nLe SMS est attendu vers 10 h 03.",
    )
    expect(await told()).toContain(
      'Le SMS était attendu vers 10 h 03. Il est en retard : le service',
    )
  })

  it('that those of the day have left, or those to its territory', async () => {
    await held('2026-11-25')
    const said = await told()
    expect(said).toContain(heldText('daily-cap'))
    expect(said).toContain('Le SMS est attendu le jeudi 26 novembre vers 10 h.')
    await begin()
    await held('2026-11-25/FR')
    const ofTerritory = await told()
    expect(ofTerritory).toContain(heldText('territory-cap'))
  })

  it.each([
    ['limit', 'service-limit'],
    ['pause', 'paused'],
  ] as const)('that it is held by the %s, without a time', async (on, by) => {
    await held(on, minutes(8))
    const said = await toldAt(1)
    expect(said).toContain(heldText(by))
    expect(said).not.toContain('attendu')
    expect(await told({ isSuspended: true })).not.toContain(heldText(by))
  })

  it('that it left, and to wait for the receipt before another request, until it is due', async () => {
    await sent()
    const said = await toldAt(4)
    expect(said).toContain("Le SMS est parti à 10 h 03.\nL'opérateur n'a pas encore dit")
    expect(said).toContain("Utilisez l'identifiant du SMS de 10 h 03.")
    const due = minutes(3 + election.receiptMinutes)
    const isToldAt = async (seconds: number) =>
      (await told({ at: secondsLater(due, seconds) })).includes('avant de faire une autre demande')
    expect([await isToldAt(-1), await isToldAt(0)]).toEqual([true, false])
    expect(await told({ at: secondsLater(due, 60) })).toContain('nous ne savons pas')
  })

  it('that the number takes none, and that the request is given back', async () => {
    const reissue = await acceptReissue(tables, voter, { phone })
    await sendTo(tables, reissue, phone, { refused: 'opted-out', at: minutes(3) })
    const said = await told()
    expect(said).toContain("Le SMS n'a pas pu partir, à 10 h 03. Ce téléphone refuse nos SMS")
    expect(said).toContain("Cette demande n'a pas été décomptée.")
    expect(said).toContain('Indiquez un autre numéro.\n')
  })

  it.each([false, true])('that it did not arrive (never left: %s)', async (neverLeft) => {
    const { reissueId } = await sent()
    const failed = { failure: 'unreachable', neverLeft, at: minutes(5), now: minutes(5) } as const
    await tables.smsReceipts.recordFailure(tables.look.reissue(reissueId), failed)
    const said = await told({ setting: { limits: { ...election.limits, smsPerVoter: 1 } } })
    const late = 'Si le SMS de 10 h 03 finit par arriver, son identifiant fonctionne.'
    expect(said).toContain(neverLeft ? "Utilisez l'identifiant imprimé" : late)
  })

  it('that it came, if its identifier was used', async () => {
    const { reissueId } = await sent()
    await tables.arrivals.recordMissing(reissueId, minutes(9))
    await tables.arrivals.recordUse(reissueId, minutes(10))
    const said = await told()
    expect(said).toContain('Vous avez signalé à 10 h 09')
    expect(said).toContain('à 10 h 10 : le SMS est donc bien arrivé')
    expect(said).not.toMatch(/L'opérateur|peut encore arriver/)
  })
})
