import { writeFileSync } from 'node:fs'
import type { Election } from '../../shared/domain/election/election.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { capacityCommandTexts as texts } from '../../shared/texts/election/capacity-command.ts'
import { nearMoment } from '../../shared/texts/moments.ts'
import { givenElection } from '../election/given-election.ts'
import { demandOf, instantOf, type Vote } from './demand.ts'
import { quantileOf, until, waitsOf } from './flow.ts'
import { drawVote } from './picture.ts'
import { type Played, play } from './play.ts'
import { type CapacityNeeds, exceededOf, type Quota, quotasOf } from './quotas.ts'
import { toldOfLink, toldOfSms, toldTooShort } from './told-waits.ts'

/** Of what AWS takes days to grant, and sometimes asks about. */
const weeksAhead = 4
/** After the opening. */
const readMinutes = [0, 15, 60, 120, 240]

/** @returns the exit code: 1 when the file has mistakes, 2 when it cannot be read */
export function runCapacity(
  file: string | undefined,
  { voters, picture }: { voters: number; picture: string },
  needs: CapacityNeeds,
): number {
  const given = givenElection(file)
  if ('exitCode' in given) return given.exitCode
  const { report, svg } = capacityOf(given.election, voters, needs)
  writeFileSync(picture, svg)
  console.log(`${report}\n\n${texts.picture(picture)}`)
  return 0
}

export function capacityOf(election: Election, voters: number, needs: CapacityNeeds) {
  const { timeZone } = election
  const vote = demandOf(voters, election)
  const played = play(vote, election)
  const quotas = quotasOf(vote, played, election, needs)
  const exceeded = exceededOf(quotas)
  const asked = grantedOf(election, quotas)
  const all = (counts: Float64Array) => until(counts, counts.length - 1)
  const report = [
    [
      texts.title(election.title, voters),
      texts.comers(all(played.links.came), all(played.sms.came)),
    ],
    [
      texts.quotas,
      ...quotas.map(({ name, has, most, needed }) =>
        texts.quota(name, has, most, isShort({ has, most, needed }) ? needed : undefined),
      ),
      texts.toAsk(secondsLater(election.dates.reissueOpensAt, -weeksAhead * 7 * 86_400), timeZone),
    ],
    exceeded.length === 0
      ? [texts.nothing]
      : [
          texts.exceeded,
          ...exceeded.map(({ name, exceededAt }) =>
            texts.exceededAt(name, exceededAt, timeZone, vote.begins),
          ),
        ],
    [
      texts.waits,
      ...waitLines(vote, played, election),
      texts.granted,
      ...waitLines(vote, play(vote, asked), asked),
    ],
    [texts.read, ...readLines(vote, played, election)],
  ]
  return {
    report: report.map((lines) => lines.join('\n')).join('\n\n'),
    svg: drawVote(voters, vote, played, election, needs),
  }
}

/** Whether it has to be asked for: nothing is planned, or less than nobody would wait too long for. */
const isShort = ({ has, most, needed }: Pick<Quota, 'has' | 'most' | 'needed'>) =>
  has === undefined || (has < most && has < needed)

/** The file, with the quotas that it lacks. */
function grantedOf(election: Election, quotas: readonly Quota[]): Election {
  const changed = quotas
    .filter(isShort)
    .filter(({ name }) => name in election || name === 'mailsPerDay')
    .map(({ name, needed }) => [name, needed])
  return { ...election, ...Object.fromEntries(changed) }
}

function waitLines(vote: Vote, played: Played, election: Election): string[] {
  const { links, sms } = played
  const quantiles = (flow: Played['links']) => {
    const waits = waitsOf(flow, vote.stepSeconds)
    return {
      median: quantileOf(waits, 0.5),
      ninth: quantileOf(waits, 0.9),
      longest: quantileOf(waits, 1),
    }
  }
  return [
    texts.linkWaits(quantiles(links)),
    texts.toldTooShort(toldTooShort(vote, played, election)),
    texts.smsWaits(quantiles(sms)),
  ]
}

function readLines(vote: Vote, played: Played, election: Election): string[] {
  const { timeZone } = election
  const smsTold = toldOfSms(vote, played, election)
  return readMinutes.flatMap((minutes) => {
    const step = Math.min((minutes * 60) / vote.stepSeconds, vote.closes - 1)
    const now = instantOf(vote, step)
    const at = nearMoment(now, timeZone, vote.begins)
    const waitMinutes = Math.ceil(toldOfLink(vote, played, election, step) / 60)
    return [texts.linkRead(at, waitMinutes), texts.smsRead(at, smsTold[step] ?? now, now, timeZone)]
  })
}
