import { setTimeout as wait } from 'node:timers/promises'
import type { DemoVoter } from '../../local/demo.ts'
import { dailyLinksWhileValid } from '../../shared/domain/account/password-link.ts'
import { linksPerDay } from '../../shared/domain/mail/links-share-of-quota.ts'
import { eventually } from '../journey/local-run.ts'
import { mails } from '../journey/mails.ts'
import { bareClient } from '../journey/without-cloudfront.ts'
import type { Attack, AttackedRun } from './attack.ts'

export const mailsPerDay = 250
const repeatsPerDay = linksPerDay(mailsPerDay) / 4

const otherCount = 5

export const useUpDayOfLinks: Attack = async (run) => {
  const few = Math.ceil(linksPerDay(mailsPerDay) / dailyLinksWhileValid) + 3
  const targets = Array.from({ length: few }, () => run.anotherVoter())
  const voters = Array.from({ length: otherCount }, () => run.anotherVoter())
  const stranger = bareClient(run, '203.0.113.60')
  const ask = ({ email }: DemoVoter) =>
    stranger.send('POST', '/api/account/link', { json: { email } })
  for (let round = 0; round < 2 * dailyLinksWhileValid; round++) {
    await Promise.all(targets.map(ask))
    // A request made while the previous one waits is answered by the same mail.
    await wait(1000)
  }
  await Promise.all(voters.map(ask))
  const received = await eventually(
    'each first link leaves',
    async () => {
      const counts = await linksOf(run, voters)
      return counts.every((count) => count > 0) ? counts : undefined
    },
    { everyMilliseconds: 500 },
  ).catch(() => linksOf(run, voters))
  const repeats = (await linksOf(run, targets)).reduce((sum, count) => sum + count - 1, 0)
  return [
    {
      what: `links mailed again to ${few} addresses, asked for ${2 * dailyLinksWhileValid} times each`,
      measured: repeats,
      // The links of one round may all leave before any of them is counted.
      bound: repeatsPerDay + few,
      unit: 'links',
    },
    {
      what: `of ${otherCount} other voters, those whose first link of the day does not leave`,
      measured: received.filter((count) => count === 0).length,
      bound: 0,
      unit: 'voters',
    },
  ]
}

async function linksOf(run: AttackedRun, voters: DemoVoter[]): Promise<number[]> {
  const all = await mails(run)
  return voters.map(
    ({ email }) =>
      all.filter(
        ({ subject, destination }) =>
          subject.includes('nouveau mot de passe') && destination.to.includes(email),
      ).length,
  )
}
