import { expect, it } from 'vitest'
import { graceMinutes } from '../../shared/domain/election/open-period.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { explainVoter } from '../../shared/domain/staff/explain-voter.ts'
import { noneLeftText } from '../../shared/texts/reissue/none-left.ts'
import { anExplainedVoter, minutes } from '../builders/explained-voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue } from '../builders/journey-steps.ts'
import { aLease, bothClocks, clocksAt } from '../builders/values.ts'
import { election } from '../builders/voters.ts'

const { limits } = election

const { tables, voter, explained, told } = await forEachTest(anExplainedVoter)

const withdraw = async (byStaff?: true) =>
  tables.cancellations.withdraw(await acceptReissue(tables, voter), minutes(1), byStaff)

it('each request is told, the oldest first, in whatever order the index has them', async () => {
  await withdraw()
  await acceptReissue(tables, voter, { at: minutes(2) })
  const ids = await tables.reissuesOfVoter.idsOf(voter.voterId)
  // The index may lack the last request for a moment.
  for (const inOrder of [ids, ids.toReversed(), ids.slice(0, 1)]) {
    const reissuesOfVoter = { idsOf: async () => inOrder }
    const ports = { ...tables, reissuesOfVoter, election, ...clocksAt(minutes(30)) }
    const { ofRequests } = await explainVoter(ports, tables.look.voter(voter.voterId))
    const asked = ofRequests.map(({ heading }) => /de\s10\sh\s02,/.test(heading))
    expect(asked).toEqual([false, true])
  }
})

it('a request is told to be withdrawn, stopped or cancelled by whoever did it', async () => {
  await withdraw()
  expect(await told()).toContain("Vous l'avez retirée à 10 h 01")
  await withdraw(true)
  const { ofRequests } = await explained()
  expect(ofRequests.at(-1)?.lines.join()).toMatch(
    /^L'assistance l'a arrêtée.*aucun SMS n'est parti/,
  )
  const { reissueId } = await acceptReissue(tables, voter, { at: minutes(2) })
  await tables.cancellations.cancel(tables.look.reissue(reissueId), minutes(3))
  const said = await told()
  expect(said).toContain('Votre demande 3 sur 3, de 10 h 02')
  expect(said).toContain('Elle a été annulée à 10 h 03, par le lien de son e-mail')
  expect(said).toContain('vous devez créer un nouveau mot de passe')
})

it('a request is told to be stoppable as long as it is', async () => {
  const { reissueId } = await acceptReissue(tables, voter)
  const stoppable = '« Je me suis trompé de numéro »'
  expect(await told({ at: minutes(1) })).toContain(stoppable)
  await tables.sendings.start(reissueId, aLease(minutes(3), minutes(4)))
  expect(await told({ at: minutes(3) })).not.toContain(stoppable)
})

it('whoever has used all requests is told whether a notice may be printed', async () => {
  const beyond = { limits: { ...limits, noticesBeyondRequests: 1 } }
  for (const [used, setting, left] of [
    [0, {}, 'nothing-left'],
    [0, beyond, 'notice-left'],
    [1, beyond, 'nothing-left'],
  ] as const) {
    const changes = { reissueCount: limits.reissuesPerVoter + used }
    const { ofVoter } = await explained({ changes, setting })
    const next = noneLeftText(left, limits.reissuesPerVoter, 'staff')
    expect(ofVoter.at(-1)?.lines).toEqual([next])
  }
})

it('whoever has used all SMS is told so', async () => {
  const changes = { smsCount: 1 }
  const said = await told({ changes, setting: { limits: { ...limits, smsPerVoter: 1 } } })
  expect(said).toContain("autant de SMS que l'élection en permet")
})

it('whoever has no identifier is told to wait for the SMS, to ask for one, or neither', async () => {
  const changes = { noticeReturnedAt: minutes(0) }
  const none = "Vous n'avez plus d'identifiant qui fonctionne"
  expect(await told({ changes })).toContain(`${none} : demandez-en un.`)
  const spent = { ...changes, reissueCount: limits.reissuesPerVoter }
  expect(await told({ changes: spent })).toContain(`${none}.`)
  await acceptReissue(tables, voter, { at: minutes(2) })
  expect(await told({ changes })).toContain('Attendez le SMS que vous avez demandé')
})

it('while the vote is suspended, nothing is told to be possible, nor to come at a time', async () => {
  const before = await told({ isSuspended: true })
  expect(before).toMatch(/personne ne peut ni se connecter.*repoussée d'autant/)
  expect(before).toContain("Gardez l'identifiant imprimé sur votre notice de vote.")
  expect(before).not.toContain('Vous pouvez')
  await acceptReissue(tables, voter)
  const underWay = await told({ at: minutes(2), isSuspended: true })
  expect(underWay).toContain('Le SMS partira après la reprise du vote, sans nouvelle demande.')
  expect(underWay).not.toMatch(/attendu|jusqu|Je me suis trompé/)
})

it('before requests open, after they close and after the vote, whoever may still do something is told what', async () => {
  const { reissueOpensAt, reissueClosesAt } = election.dates
  const voteClosesAt = bothClocks(reissueClosesAt.getTime() + 60_000)
  const setting = { dates: { ...election.dates, voteClosesAt } }
  expect(await told({ at: secondsLater(reissueOpensAt, -60) })).toContain('ouvriront')
  expect(await told({ at: reissueClosesAt, setting })).toContain('sont closes depuis')
  const over = await told({ at: voteClosesAt, setting })
  expect(over).toContain("Si votre connexion date d'avant, vous pouvez finir de voter")
  expect(over).toContain("Utilisez l'identifiant imprimé")
  const end = await told({ at: secondsLater(voteClosesAt, graceMinutes * 60), setting })
  expect(end).toMatch(/Le vote est clos depuis.* : il n'y a plus rien à faire/)
  expect(end).not.toContain('Utilisez')
})
