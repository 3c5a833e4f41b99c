import { answerHelp } from '../../shared/tooling/answer-help.ts'
import { type Morning, playFirstMorning } from './first-morning.ts'
import { hottestInWords } from './written-keys.ts'

answerHelp(
  `npm run simulate:mail: 100,000 first connections in a quarter of an hour and 30,000 reissues in an hour, at several of
SES's rates. npm run simulate:mail -- 0.1 plays a tenth of them. Nothing is written.`,
)

const share = Number(process.argv[2] ?? 1)
const whole = { links: 100_000 * share, reissues: 30_000 * share }
const mornings: Morning[] = [
  ...[14, 50, 200, 300].map((mailsPerSecond) => ({ ...whole, mailsPerSecond })),
  // More concurrent messages than the schema's highest rates can send.
  ...[14, 300].map((mailsPerSecond) => ({
    ...whole,
    linkSeconds: 200 * share,
    reissueSeconds: 100 * share,
    mailsPerSecond,
    smsPerSecond: 100,
  })),
]

for (const morning of mornings) {
  const begin = performance.now()
  const figures = await playFirstMorning(morning)
  const { linkWait, confirmationWait, smsWait, lastMailAt, idealSeconds } = figures
  const { lostLinks, lostConfirmations, lostNotifications, lostSms } = figures
  console.log(`${JSON.stringify(morning)}: ${figures.mails} mails, in ${timeOf(lastMailAt)}; arithmetic: ${timeOf(idealSeconds)} (${((100 * lastMailAt) / idealSeconds).toFixed(1)} %)
  lost: ${lostLinks} links, ${lostConfirmations} confirmations, ${lostNotifications} notifications, ${lostSms} SMS; in a DLQ: ${figures.deadLetters}
  SMS before their mail: ${figures.smsBeforeMail}; sent twice: ${figures.smsTwice}; beyond the rate: ${figures.smsBeyondRate}; mails refused by SES: ${figures.refusedBySes}
  a link waits ${waitsOf(linkWait)}; later than told: ${figures.announcedTooShort}
  a confirmation waits ${waitsOf(confirmationWait)}
  an SMS comes after ${waitsOf(smsWait)}
  writes a second of the hottest key: ${hottestInWords(figures.hottest)}
  (${((performance.now() - begin) / 1000).toFixed(0)} s to play)`)
}

function waitsOf({ median, ninth, longest }: { median: number; ninth: number; longest: number }) {
  return `${timeOf(median)} (median), ${timeOf(ninth)} (nine in ten), ${timeOf(longest)} (longest)`
}

function timeOf(seconds: number): string {
  return seconds < 120 ? `${seconds.toFixed(1)} s` : `${(seconds / 60).toFixed(1)} min`
}
