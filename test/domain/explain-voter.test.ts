import { beforeEach, expect, it } from 'vitest'
import { closedBreaker, pauseTerritory } from '../../shared/domain/sms/sms-breaker.ts'
import { explainVoter } from '../../shared/domain/staff/explain-voter.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { noneLeftText } from '../../shared/texts/reissue/none-left.ts'
import { staffTexts } from '../../shared/texts/staff/explained-voter.ts'
import { acceptReissue, sendTo } from '../builders/journey-steps.ts'
import { aLease, type BothClocks, bothClocks, clocksAt, now } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'
import { election } from '../builders/voters.ts'

let { tables, voter, phone } = await aVoterWorld()
const minutes = (count: number) => bothClocks(now.getTime() + count * 60_000)

beforeEach(async () => {
  ;({ tables, voter, phone } = await aVoterWorld())
})

function explained(
  at: BothClocks,
  changes: Partial<Voter> = {},
  { isSuspended = false, setting = election } = {},
) {
  const found = { ...tables.look.voter(voter.voterId), ...changes }
  return explainVoter({ ...tables, election: setting, isSuspended, ...clocksAt(at) }, found)
}

async function told(
  at: BothClocks,
  changes: Partial<Voter> = {},
  isSuspended = false,
): Promise<string> {
  const { ofRequests, standing, byCommands } = await explained(at, changes, { isSuspended })
  const sections = [...ofRequests, ...standing, ...byCommands]
  return sections.flatMap(({ lines }) => lines).join('\n')
}

it('of who has asked for nothing, their account, identifier and next step are told, and nothing of commands', async () => {
  const { titles, noRequest } = staffTexts
  const { ofRequests, standing, byCommands } = await explained(minutes(2))
  expect(ofRequests).toEqual([{ heading: noRequest, lines: [] }])
  expect(standing.map(({ heading }) => heading)).toEqual([
    `${titles.account} :`,
    `${titles.identifier} :`,
    `${titles.next} :`,
  ])
  expect(byCommands).toEqual([])
  expect(await told(minutes(2))).toContain('Vous avez un mot de passe')
})

it('a link that nobody asked for, which a new address leaves, is not told', async () => {
  const before = await told(minutes(2))
  const none = { requestedAt: bothClocks(0), issuedAt: [], mailed: false, version: 1 }
  await tables.passwordLinks.replace(undefined, { voterId: voter.voterId, ...none })
  expect(await told(minutes(2))).toBe(before)
})

it('whoever has used all requests is told whether a notice may be printed, and staff of no command', async () => {
  const { limits } = election
  const beyond = { ...election, limits: { ...limits, noticesBeyondRequests: 1 } }
  for (const [used, setting, left] of [
    [0, election, 'nothing-left'],
    [0, beyond, 'notice-left'],
    [1, beyond, 'nothing-left'],
  ] as const) {
    const spent = { reissueCount: limits.reissuesPerVoter + used }
    const { standing, byCommands } = await explained(minutes(1), spent, { setting })
    const next = noneLeftText(left, limits.reissuesPerVoter, 'staff')
    expect([standing.at(-1)?.lines, byCommands]).toEqual([[next], []])
  }
})

it('whoever has no identifier is told to wait for the SMS, to ask for one, or neither', async () => {
  const returned = { noticeReturnedAt: minutes(0) }
  const ask = "Vous n'avez plus d'identifiant qui fonctionne : demandez-en un."
  expect(await told(minutes(1), returned)).toContain(ask)
  const spent = { ...returned, reissueCount: election.limits.reissuesPerVoter }
  expect(await told(minutes(1), spent)).toContain("Vous n'avez plus d'identifiant qui fonctionne.")
  await acceptReissue(tables, voter, { at: minutes(2) })
  expect(await told(minutes(3), returned)).toContain('Attendez le SMS que vous avez demandé')
})

it('a request is told to be stoppable as long as it is', async () => {
  const { reissueId } = await acceptReissue(tables, voter)
  const stoppable = '« Je me suis trompé de numéro »'
  expect(await told(minutes(1))).toContain(stoppable)
  await tables.sendings.start(reissueId, aLease(minutes(3), minutes(4)))
  expect(await told(minutes(3))).not.toContain(stoppable)
})

it('while the vote is suspended, nothing is told to be possible, nor to come at a time', async () => {
  const suspended = (changes: Partial<Voter> = {}) => told(minutes(2), changes, true)
  const before = await suspended()
  expect(before).toMatch(/personne ne peut ni se connecter.*repoussée d'autant/)
  expect(before).toContain("Après la reprise du vote, utilisez l'identifiant imprimé")
  expect(before).not.toContain('Vous pouvez')
  await acceptReissue(tables, voter)
  const underWay = await suspended()
  expect(underWay).toContain('Le SMS partira après la reprise du vote, sans nouvelle demande.')
  expect(underWay).not.toMatch(/attendu|jusqu|Je me suis trompé/)
})

it('a request is told to be stopped by whoever did it', async () => {
  await tables.withdrawals.withdraw(await acceptReissue(tables, voter), minutes(1))
  expect(await told(minutes(2))).toContain("Vous l'avez retirée")
  await tables.withdrawals.withdraw(await acceptReissue(tables, voter), minutes(1), true)
  const { ofRequests } = await explained(minutes(2))
  const lines = ofRequests.at(-1)?.lines.join()
  expect(lines).toMatch(/^L'assistance l'a arrêtée.*aucun SMS n'est parti/)
})

it('a phone that was refused is told until the voter has asked with another', async () => {
  const takenPhone = { phoneHash: 'a phone', maskedPhone: '•• 78', at: minutes(1) }
  expect(await told(minutes(2), { takenPhone })).toContain('se terminant par 78')
  await acceptReissue(tables, voter, { at: minutes(3) })
  expect(await told(minutes(4), { takenPhone })).not.toContain('se terminant par 78')
})

it('a pause that began after a request was accepted is not told to hold it yet', async () => {
  await acceptReissue(tables, voter)
  const pause = { since: minutes(1), reason: 'numéro facturé trop cher' }
  await tables.smsBreakers.replace(closedBreaker, pauseTerritory(closedBreaker, 'FR', pause))
  expect(await told(minutes(2))).not.toContain(staffTexts.seeSmsState)
})

it('whoever waits for a receipt is told to wait before another request, until it is due', async () => {
  await sendTo(tables, await acceptReissue(tables, voter, { phone }), phone, { at: minutes(3) })
  const isToldAt = async (seconds: number) => {
    const due = minutes(3 + election.receiptMinutes).getTime()
    return (await told(bothClocks(due + seconds * 1000))).includes(
      'avant de faire une autre demande',
    )
  }
  expect([await isToldAt(-1), await isToldAt(0), await isToldAt(60)]).toEqual([true, false, false])
})
