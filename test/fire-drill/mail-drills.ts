import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses'
import { clientDefaults } from '../../local/emulators.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { domainHourKey } from '../../shared/tables/mail-turns.ts'
import { runConcurrently } from '../../team/run-concurrently.ts'
import { bothClocks } from '../builders/values.ts'
import { setItem } from '../journey/items.ts'
import type { LocalRun } from '../journey/local-run.ts'
import {
  askForLink,
  enqueue,
  requestingVoters,
  stopSes,
  unreadLinks,
  untilCounted,
} from './causes.ts'
import { type Drill, publishedDrill } from './drill.ts'
import { mailsPerDay } from './drilled-run.ts'

const halfAnHourAgo = () => bothClocks(Date.now() - 1_860_000)

const reputation = 'SES reckons it itself, from what mailboxes answer over days'

export const mailDrills = {
  // First, because another drill's mail would leave during its five minutes.
  NoMail: {
    ...unreadLinks,
    team: { atOnce: 'election remedy e-mails' },
    seenWithinMinutes: 7,
  },
  LateMails: {
    cause: 'SES takes no e-mail, and one has waited for half an hour',
    async begin(run, since) {
      await stopSes(run)
      for (const { reissueId } of await requestingVoters(run, 1)) {
        await enqueue(run, 'MAIL_QUEUE_URL', { reissueId }, halfAnHourAgo())
      }
      await untilCounted(run, 'MailWaitSeconds', 1800, since)
    },
    team: { atOnce: 'election remedy e-mails' },
  },
  RefusedMails: {
    cause: 'somebody stopped the sending of the account: SES takes no e-mail',
    async begin(run, since) {
      await stopSes(run)
      for (let link = 0; link < 5; link++) await askForLink(run)
      await untilCounted(run, 'MailsNotTaken', 3, since)
    },
    team: { atOnce: 'election remedy e-mails' },
  },
  RefusingDomain: {
    cause: 'a domain refused the e-mails of ten voters in this hour',
    async begin(run, since) {
      await countRefused(run, 10)
      await run.schedules.runNow()
      await untilCounted(run, 'RefusingDomains', 0, since)
    },
    causeEnds: (run) => countRefused(run, 0),
  },
  NoLinkBudget: {
    cause: 'the day has had the links that mailsPerDay leaves it',
    async begin(run, since) {
      await countLinks(run, mailsPerDay)
      await askForLink(run)
      await untilCounted(run, 'LinksBeyondBudget', 0, since)
    },
    causeEnds: (run) => countLinks(run, 0),
  },
  Bounces: publishedDrill('mailboxes refuse one e-mail in twenty', reputation),
  Complaints: publishedDrill('voters report one e-mail in a thousand as spam', reputation),
  MailQuota: {
    cause: 'four fifths of mailsPerDay are sent',
    async begin(run) {
      const ses = new SESClient({ ...clientDefaults, endpoint: run.mailboxUrl })
      const mail = new SendEmailCommand({
        Source: 'ne-pas-repondre@elections.example.org',
        Destination: { ToAddresses: ['equipe@academie.example.org'] },
        Message: { Subject: { Data: 'Drill' }, Body: { Text: { Data: 'One of many' } } },
      })
      try {
        await runConcurrently(Array(mailsPerDay).keys(), 20, async () => {
          await ses.send(mail)
        })
      } finally {
        ses.destroy()
      }
    },
  },
} satisfies Record<string, Drill>

function countRefused(run: LocalRun, count: number): Promise<void> {
  const key = { rate: domainHourKey(new Date()) }
  const counts = { 'academie.example.org': count }
  return setItem(run, 'MAIL_TURNS_TABLE', key, counts, { mayBeNew: true })
}

function countLinks(run: LocalRun, count: number): Promise<void> {
  const rate = `links/${electionDayOf(bothClocks(Date.now()), 'Europe/Paris').day}`
  return setItem(run, 'MAIL_TURNS_TABLE', { rate }, { linkCount: count }, { mayBeNew: true })
}
