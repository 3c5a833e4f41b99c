import { expect, it } from 'vitest'
import { repositoryFiles, textOf } from './repository.ts'

it('rate-limited senders get no tokens while the vote is suspended', () => {
  const sending = repositoryFiles('handler.ts')
    .filter((path) => path.startsWith('functions/'))
    .map((path) => ({ name: path.replace(/^functions\/|\.ts$/g, ''), text: textOf(path) }))
    .filter(({ text }) => /\b(limiterOf|rateLimiter)\(/.test(text))
  const limiters = sending.flatMap(({ name, text }) =>
    [...text.matchAll(/(time\.pauseWhileSuspended\()?\b[a-z]\w+Limiter\(\)/g)].map(
      ([limiter]) => `${name}: ${limiter}`,
    ),
  )
  expect(limiters.sort()).toEqual([
    // Account notifications, such as of a new password, leave during a suspension.
    'mail-voters/handler: notificationLimiter()',
    'mail-voters/handler: time.pauseWhileSuspended(cancelLinkLimiter()',
    'mail-voters/handler: time.pauseWhileSuspended(linkLimiter()',
    'send-identifier/handler: time.pauseWhileSuspended(smsLimiter()',
    'sign-ledger-head/handler: mailLimiter()',
  ])
  const going = sending.filter(({ text }) => !text.includes('waitsWhileSuspended:'))
  expect(going.map(({ name }) => name)).toEqual(['sign-ledger-head/handler'])
})
