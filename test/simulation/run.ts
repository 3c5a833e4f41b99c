import { playFirstMorning } from './first-morning.ts'
import { hottestInWords, mornings } from './mornings.ts'

// `npm run simulate:mail`: 100,000 first connections in a quarter of an hour and 30,000 reissues in an hour, at
// several of SES's rates. `npm run simulate:mail -- 0.1` plays a tenth of them.

const share = Number(process.argv[2] ?? 1)

for (const morning of mornings(share)) {
  const begin = performance.now()
  const figures = await playFirstMorning(morning)
  const { linkWait, confirmationWait, smsWait, lastMailAt, idealSeconds } = figures
  const { lostLinks, lostConfirmations, lostNews, lostSms } = figures
  console.log(`${JSON.stringify(morning)}: ${figures.mails} mails, in ${timeOf(lastMailAt)}; arithmetic: ${timeOf(idealSeconds)} (${((100 * lastMailAt) / idealSeconds).toFixed(1)} %)
  lost: ${lostLinks} links, ${lostConfirmations} confirmations, ${lostNews} news, ${lostSms} SMS; in a DLQ: ${figures.deadLetters}
  SMS before their mail: ${figures.smsBeforeMail}; sent twice: ${figures.smsTwice}; beyond the rate: ${figures.smsBeyondRate}; mails refused by SES: ${figures.refusedBySes}
  a link waits ${waitsOf(linkWait)}; later than told: ${figures.toldTooSoon}
  a confirmation waits ${waitsOf(confirmationWait)}
  an SMS comes after ${waitsOf(smsWait)}
  writes a second of the hottest key: ${hottestInWords(figures)}
  (${((performance.now() - begin) / 1000).toFixed(0)} s to play)`)
}

function waitsOf({ median, ninth, longest }: { median: number; ninth: number; longest: number }) {
  return `${timeOf(median)} (median), ${timeOf(ninth)} (nine in ten), ${timeOf(longest)} (longest)`
}

function timeOf(seconds: number): string {
  return seconds < 120 ? `${seconds.toFixed(1)} s` : `${(seconds / 60).toFixed(1)} min`
}
