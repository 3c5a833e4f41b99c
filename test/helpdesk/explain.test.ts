import { beforeEach, describe, expect, it } from 'vitest'
import { graceMinutes } from '../../shared/domain/election/open-period.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import {
  closedBreaker,
  pauseTerritory,
  recordReceiptOf,
} from '../../shared/domain/sms/sms-breaker.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { printedNoticeText } from '../../shared/texts/reissue/valid-identifier.ts'
import { staffTexts } from '../../shared/texts/staff/explained-voter.ts'
import { explain } from '../../team/helpdesk/explain.ts'
import { acceptReissue, confirm, sendTo } from '../builders/journey-steps.ts'
import { type BothClocks, bothClocks, clocksAt, keyed, keys, now } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'
import { aRollEntry, election } from '../builders/voters.ts'

let { tables, voter, phone } = await aVoterWorld()
const minutes = (count: number) => bothClocks(now.getTime() + count * 60_000)

beforeEach(async () => {
  ;({ tables, voter, phone } = await aVoterWorld())
})

async function told(
  { at = minutes(30), changes = {} }: { at?: BothClocks; changes?: Partial<typeof election> } = {},
  email = voter.email,
): Promise<string> {
  const ports = { ...tables, keyed, election: { ...election, ...changes } }
  const answer = await explain({ ...ports, ...clocksAt(at) }, email)
  return answer.told.join('\n').replaceAll('\u00a0', ' ')
}

async function sent(changes: Parameters<typeof acceptReissue>[2] = {}): Promise<Reissue> {
  const reissue = await acceptReissue(tables, voter, { phone, ...changes })
  await sendTo(tables, reissue, phone, { at: minutes(3) })
  return reissue
}

describe('the helpdesk is told why a voter had no SMS', () => {
  it('because the address is nobody’s', async () => {
    const { done, told } = await explain(
      { ...tables, keyed, election, ...clocksAt(now) },
      'personne@academie.example',
    )
    expect({ done, told }).toEqual({ done: false, told: [staffTexts.noVoter] })
  })

  it('and an answer of absence is not told as a mail that was lost', async () => {
    const mailFailure = { addressId: voter.voterId, why: 'unclear', at: minutes(1) } as const
    tables.alter.voter(voter.voterId, { mailFailure })
    expect(await told({ at: minutes(10) })).toContain(
      "Un e-mail n'est peut-être pas arrivé à votre adresse, ou avec du retard, à 10 h 01 : la messagerie a répondu sans dire pourquoi, peut-être une absence.",
    )
  })

  it('because the stop link reached nobody: until when the SMS waits, why, and what staff can do', async () => {
    const mailFailure = {
      addressId: voter.voterId,
      why: 'full',
      at: minutes(1),
      final: true,
    } as const
    const reissue = await acceptReissue(tables, voter, { phone })
    tables.alter.voter(voter.voterId, { mailFailure })
    const bounded = { ...election, smsWaitsForMailMinutes: 30 }
    await confirm(tables, reissue, { election: bounded })
    const said = await told({ at: minutes(10), changes: { smsWaitsForMailMinutes: 30 } })
    expect(said).toContain(
      "L'e-mail qui permet de l'annuler n'a pas été remis à votre adresse. Le SMS attend, jusqu'à 10 h 30, qu'elle reçoive de nouveau nos e-mails.",
    )
    expect(said).toContain('Le SMS est attendu vers 10 h 33.')
    expect(said).toContain(
      'Nos e-mails ne vont plus à votre adresse depuis 10 h 01 : la boîte est pleine.',
    )
    expect(said).toContain(staffTexts.refusingAddress)
    expect(await told({ at: minutes(31), changes: { smsWaitsForMailMinutes: 30 } })).toContain(
      "n'a pas été remis à votre adresse : le SMS part sans lui.",
    )
  })

  it('because nothing was asked for, whatever the case that the address is typed in', async () => {
    const said = await told({}, voter.email.toUpperCase())
    expect(said).toContain(staffTexts.noRequest)
    expect(said).toContain("Utilisez l'identifiant imprimé sur votre notice de vote.")
    expect(said).toContain('il vous reste 3 demandes')
    tables.alter.voter(voter.voterId, { noticeWishId: 'a wish' })
    expect(await told({})).toContain(printedNoticeText)
  })

  it('because the SMS waits for the e-mail that can stop it', async () => {
    await acceptReissue(tables, voter)
    const changes = { smsWaitsForMailMinutes: 60 }
    const said = await told({ at: minutes(2), changes })
    expect(said).toContain(
      "n'est pas encore parti. Le SMS l'attend, jusqu'à 11 h au plus tard.\n  - Le SMS est attendu vers 10 h 03, si cet e-mail part à temps.",
    )
    expect(await told({ changes })).toContain("en retard, parce que cet e-mail l'est aussi.")
    expect(said).toContain("Vous n'avez rien à refaire.")
    expect(said).toContain('« Je me suis trompé de numéro »')
    expect(await told({ at: minutes(61), changes })).toContain("le SMS part sans l'attendre")
  })

  it('because it is not due yet, or is late', async () => {
    await confirm(tables, await acceptReissue(tables, voter))
    expect(await told({ at: minutes(1) })).toContain(
      "L'e-mail qui permet de l'annuler est parti à 10 h.\n  - Le SMS est attendu vers 10 h 03.",
    )
    expect(await told()).toContain(
      'Le SMS était attendu vers 10 h 03. Il est en retard : le service',
    )
  })

  it('because the SMS of the day have left', async () => {
    const { reissueId, state } = await acceptReissue(tables, voter)
    const hold = { heldOn: '2026-11-25', now, until: minutes(60), expectedAt: minutes(1440) }
    await tables.sendings.hold({ reissueId, state }, hold)
    const said = await told()
    expect(said).toContain('tous les SMS prévus pour un jour étaient partis')
    expect(said).toContain('Le SMS est attendu le jeudi 26 novembre vers 10 h.')
    expect(said).not.toContain(staffTexts.seeSmsState)
  })

  it('because those to its territory have left: then staff are told too', async () => {
    const { reissueId, state } = await acceptReissue(tables, voter)
    const hold = { heldOn: '2026-11-25/FR', now, until: minutes(60), expectedAt: minutes(1440) }
    await tables.sendings.hold({ reissueId, state }, hold)
    const said = await told()
    expect(said).not.toContain('tous les SMS prévus pour un jour étaient partis')
    expect(said).toContain(staffTexts.seeSmsState)
  })

  it('because SNS sends none: then staff are told too', async () => {
    const { reissueId, state } = await acceptReissue(tables, voter)
    const hold = { heldOn: 'limit', now, until: minutes(5), expectedAt: minutes(8) }
    await tables.sendings.hold({ reissueId, state }, hold)
    expect(await told()).toContain("et ne l'est plus : il part")
    const receipt = {
      reissueId: 'another',
      territory: 'FR',
      leftAt: now,
      limit: 'account',
    } as const
    await tables.smsBreakers.replace(closedBreaker, recordReceiptOf(closedBreaker, receipt, now))
    const said = await told({ at: minutes(1) })
    expect(said).toContain('Le SMS est retenu : une limite de notre service')
    expect(said).not.toContain('attendu')
    expect(said).toContain(staffTexts.seeSmsState)
  })

  it('because the team paused its territory', async () => {
    const pause = { since: now, reason: 'numéro facturé trop cher' }
    await tables.smsBreakers.replace(closedBreaker, pauseTerritory(closedBreaker, 'FR', pause))
    await acceptReissue(tables, voter)
    const said = await told({ at: minutes(1) })
    expect(said).toContain("l'organisation a suspendu les SMS vers le territoire de ce numéro")
    expect(said).toContain(staffTexts.seeSmsState)
    expect(said).not.toContain(pause.reason)
  })

  it('because it left, and no carrier has said anything', async () => {
    await sent()
    const said = await told({ at: minutes(4) })
    expect(said).toContain("Le SMS est parti à 10 h 03.\n  - L'opérateur n'a pas encore dit")
    expect(said).toContain("Utilisez l'identifiant du SMS de 10 h 03.")
    expect(said).toContain('avant de faire une autre demande')
    expect(await told({ at: minutes(election.receiptMinutes + 4) })).toContain('nous ne savons pas')
  })

  it('because the number takes none; the request is given back', async () => {
    const reissue = await acceptReissue(tables, voter, { phone })
    await sendTo(tables, reissue, phone, { refused: 'opted-out', at: minutes(3) })
    const said = await told()
    expect(said).toContain("Le SMS n'a pas pu partir, à 10 h 03. Ce téléphone refuse nos SMS")
    expect(said).toContain("Cette demande n'a pas été décomptée.")
    expect(said).toContain('Indiquez un autre numéro.\n')
  })

  it.each([false, true])('because it did not arrive (never left: %s)', async (neverLeft) => {
    const { reissueId } = await sent()
    const failed = { failure: 'unreachable', neverLeft, at: minutes(5), now: minutes(5) } as const
    await tables.smsReceipts.recordFailure(tables.look.reissue(reissueId), failed)
    const said = await told({ changes: { limits: { ...election.limits, smsPerVoter: 1 } } })
    const late = 'Si le SMS de 10 h 03 finit par arriver, son identifiant fonctionne.'
    expect(said).toContain(neverLeft ? "Utilisez l'identifiant imprimé" : late)
  })

  it('although its identifier was used: then it came', async () => {
    const { reissueId } = await sent()
    await tables.arrivals.recordMissing(reissueId, minutes(9))
    await tables.arrivals.recordUse(reissueId, minutes(10))
    const said = await told()
    expect(said).toContain('Vous avez signalé à 10 h 09')
    expect(said).toContain('à 10 h 10 : le SMS est donc bien arrivé')
    expect(said).not.toMatch(/L'opérateur|peut encore arriver/)
  })

  it('of each request, the oldest first, in whatever order the index has them', async () => {
    await tables.withdrawals.withdraw(await acceptReissue(tables, voter), minutes(1))
    await acceptReissue(tables, voter, { at: minutes(2) })
    const ids = await tables.reissuesOfVoter.idsOf(voter.voterId)
    // The last one may be missing there for a moment.
    for (const inOrder of [ids, ids.toReversed(), ids.slice(0, 1)]) {
      const reissuesOfVoter = { idsOf: async () => inOrder }
      const ports = { ...tables, reissuesOfVoter, keyed, election, ...clocksAt(minutes(30)) }
      const { told } = await explain(ports, voter.email)
      const asked = told.join().match(/\sde\s10\sh(\s02)?,/g)
      expect(asked?.map((one) => one.endsWith('02,'))).toEqual([false, true])
    }
  })

  it('because it was withdrawn, or somebody followed its link', async () => {
    await tables.withdrawals.withdraw(await acceptReissue(tables, voter), minutes(1))
    expect(await told()).toContain("Vous l'avez retirée à 10 h 01")
    const { reissueId } = await acceptReissue(tables, voter, { at: minutes(2) })
    await tables.cancellations.cancel(tables.look.reissue(reissueId), minutes(3))
    const said = await told()
    expect(said).toContain('Votre demande 2 sur 2, de 10 h 02')
    expect(said).toContain('Elle a été annulée à 10 h 03, par le lien de son e-mail')
    expect(said).toContain('vous devez créer un nouveau mot de passe')
  })

  it('because all SMS were asked for: staff may allow one more', async () => {
    await sent()
    const limits = { ...election.limits, smsPerVoter: 1 }
    const said = await told({ changes: { limits } })
    expect(said).toContain("autant de SMS que l'élection en permet")
    expect(said).toContain(staffTexts.smsCeiling)
  })

  it('because requests are not open yet, or are closed', async () => {
    const { reissueOpensAt, reissueClosesAt } = election.dates
    const before = bothClocks(reissueOpensAt.getTime() - 60_000)
    expect(await told({ at: before })).toContain('ouvriront')
    const dates = {
      ...election.dates,
      voteClosesAt: bothClocks(reissueClosesAt.getTime() + 60_000),
    }
    const closed = await told({ at: reissueClosesAt, changes: { dates } })
    expect(closed).toContain('sont closes depuis')
    const over = await told({ at: dates.voteClosesAt, changes: { dates } })
    expect(over).toContain("Si votre connexion date d'avant, vous pouvez finir de voter")
    expect(over).toContain('Pour finir de voter, utilisez')
    const graceEndsAt = secondsLater(dates.voteClosesAt, graceMinutes * 60)
    const end = await told({ at: graceEndsAt, changes: { dates } })
    expect(end).toMatch(/Le vote est clos depuis.* : il n'y a plus rien à faire/)
    expect(end).not.toContain('Utilisez')
  })

  it('because the account has no password: the last link by e-mail is told', async () => {
    const { voter: stored } = enrol(keys, aRollEntry({ email: 'sans@academie.example' }))
    await tables.voters.enrol(stored)
    const { voterId, email } = stored
    const newest = { tokenHash: 'hash of the token', expiresAt: minutes(120) }
    const link = { voterId, newest, requestedAt: now, issuedAt: [now], mailed: false, version: 1 }
    await tables.passwordLinks.replace(undefined, link)
    expect(await told({}, email)).toContain("Vous n'avez pas de mot de passe")
    expect(await told({}, email)).toContain("à 10 h : son e-mail n'est pas encore parti.")
    await tables.passwordLinks.settle(link)
    expect(await told({}, email)).toContain("il fonctionne jusqu'à 12 h.")
    expect(await told({ at: minutes(121) }, email)).toContain('il ne fonctionne plus.')
  })

  it('because the address was corrected, or its voter removed', async () => {
    const at = minutes(1)
    const changed = async (changes: Partial<Voter>) => {
      const found = { ...tables.look.voter(voter.voterId), ...changes }
      const voters = { findAddressee: async () => found }
      return explain({ ...tables, voters, keyed, election, ...clocksAt(minutes(30)) }, voter.email)
    }
    const corrected = await changed({ email: 'autre@academie.example', correctedAt: at })
    expect(corrected.told.join()).toContain("Nos e-mails n'arrivent pas à cette adresse")
    expect(corrected.told.join()).not.toContain('autre@')
    expect((await changed({})).told.join()).not.toContain("Nos e-mails n'arrivent pas")
    const when = { timeZone: election.timeZone, now: minutes(30) }
    expect(await changed({ removedAt: at })).toEqual({
      done: false,
      told: [staffTexts.removed(when, at)],
    })
  })
})
