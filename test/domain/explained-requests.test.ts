import { expect, it } from 'vitest'
import { graceMinutes } from '../../shared/domain/election/election-dates.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { Withdrawal } from '../../shared/domain/reissue/cancellations.ts'
import { explainVoter } from '../../shared/domain/staff/explain-voter.ts'
import { noneLeftText } from '../../shared/texts/reissue/none-left.ts'
import { anExplainedVoter } from '../builders/explained-voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue } from '../builders/journey-steps.ts'
import { bothClocks, clocksAt, minutes } from '../builders/values.ts'
import { election } from '../builders/voters.ts'

const { limits } = election

const { tables, voter, explained, read } = await forEachTest(anExplainedVoter)

const withdraw = async (withdrawal: Withdrawal = { withdrawn: true }) =>
  tables.cancellations.cancel(await acceptReissue(tables, voter), minutes(1), withdrawal)

it('each request is explained, the oldest first, in whatever order the index has them', async () => {
  await withdraw()
  await acceptReissue(tables, voter, { at: minutes(2) })
  const ids = await tables.reissuesOfVoter.idsOf(voter.voterId)
  // The index may lack the last request for a moment.
  for (const inOrder of [ids, ids.toReversed(), ids.slice(0, 1)]) {
    const reissuesOfVoter = { idsOf: async () => inOrder }
    const ports = { ...tables, reissuesOfVoter, election, ...clocksAt(minutes(30)) }
    const { requestSections } = await explainVoter(ports, tables.look.voter(voter.voterId))
    const isSecond = requestSections.map(({ heading }) => /de\s10\sh\s02,/.test(heading))
    expect(isSecond).toEqual([false, true])
  }
})

it('the explanation says who withdrew, stopped or cancelled a request', async () => {
  await withdraw()
  expect(await read()).toContain("Vous l'avez retirée à 10 h 01")
  await withdraw({ withdrawn: true, stoppedByStaff: true })
  const { requestSections } = await explained()
  expect(requestSections.at(-1)?.lines.join()).toMatch(
    /^L'assistance l'a arrêtée.*aucun SMS n'est parti/,
  )
  const { reissueId } = await acceptReissue(tables, voter, { at: minutes(2) })
  await tables.cancellations.cancel(tables.look.reissue(reissueId), minutes(3))
  const text = await read()
  expect(text).toContain('Votre demande 3 sur 3, de 10 h 02')
  expect(text).toContain('Elle a été annulée à 10 h 03, par le lien de son e-mail')
  expect(text).toContain('vous devez créer un nouveau mot de passe')
})

it('the explanation says that a request can be stopped as long as it can', async () => {
  const reissue = await acceptReissue(tables, voter)
  const stoppable = '« Je me suis trompé de numéro »'
  expect(await read({ at: minutes(1) })).toContain(stoppable)
  await tables.sendings.start(reissue, minutes(3))
  expect(await read({ at: minutes(3) })).not.toContain(stoppable)
})

it('the explanation says whether a notice may be printed for whoever has used all requests', async () => {
  const beyond = { limits: { ...limits, noticesBeyondRequests: 1 } }
  for (const [used, setting, left] of [
    [0, {}, 'nothing-left'],
    [0, beyond, 'notice-left'],
    [1, beyond, 'nothing-left'],
  ] as const) {
    const changes = { reissueCount: limits.reissuesPerVoter + used }
    const { voterSections } = await explained({ changes, setting })
    const next = noneLeftText(left, limits.reissuesPerVoter, 'staff')
    expect(voterSections.at(-1)?.lines).toEqual([next])
  }
})

it('the explanation says that all SMS are used', async () => {
  const changes = { smsCount: 1 }
  const text = await read({ changes, setting: { limits: { ...limits, smsPerVoter: 1 } } })
  expect(text).toContain("autant de SMS que l'élection en permet")
})

it('whoever has no identifier reads to wait for the SMS, to ask for one, or neither', async () => {
  const changes = { noticeReturnedAt: minutes(0) }
  const none = "Vous n'avez plus d'identifiant qui fonctionne"
  expect(await read({ changes })).toContain(`${none} : demandez-en un.`)
  const spent = { ...changes, reissueCount: limits.reissuesPerVoter }
  expect(await read({ changes: spent })).toContain(`${none}.`)
  await acceptReissue(tables, voter, { at: minutes(2) })
  expect(await read({ changes })).toContain('Attendez le SMS que vous avez demandé')
})

it('while the vote is suspended, the explanation offers nothing and gives no time', async () => {
  const before = await read({ isSuspended: true })
  expect(before).toMatch(/personne ne peut ni se connecter.*repoussée d'autant/)
  expect(before).toContain("Gardez l'identifiant imprimé sur votre notice de vote.")
  expect(before).not.toContain('Vous pouvez')
  await acceptReissue(tables, voter)
  const underWay = await read({ at: minutes(2), isSuspended: true })
  expect(underWay).toContain('Le SMS partira après la reprise du vote, sans nouvelle demande.')
  expect(underWay).not.toMatch(/attendu|jusqu|Je me suis trompé/)
})

it('before requests open, after they close and after the vote, the explanation says what can still be done', async () => {
  const { reissueOpensAt, reissueClosesAt } = election.dates
  const voteClosesAt = bothClocks(reissueClosesAt.getTime() + 60_000)
  const setting = { dates: { ...election.dates, voteClosesAt } }
  expect(await read({ at: secondsLater(reissueOpensAt, -60) })).toContain('ouvriront')
  expect(await read({ at: reissueClosesAt, setting })).toContain('sont closes depuis')
  const over = await read({ at: voteClosesAt, setting })
  expect(over).toContain("Si votre connexion date d'avant, vous pouvez finir de voter")
  expect(over).toContain("Utilisez l'identifiant imprimé")
  const end = await read({ at: secondsLater(voteClosesAt, graceMinutes * 60), setting })
  expect(end).toMatch(/Le vote est clos depuis.* : il n'y a plus rien à faire/)
  expect(end).not.toContain('Utilisez')
})
