import type { AttemptLimit } from './attempts.ts'

/** Twelve attempts in eleven minutes, then one every ten minutes: 154 a day. */
const growingWaits = {
  windowSeconds: 86_400,
  quota: 5,
  waitsSeconds: [5, 10, 20, 40, 80, 160, 320, 600],
} as const

/** Limit per account and known browser. */
export const deviceLimit: AttemptLimit = { name: 'device', ...growingWaits }

/** Limit per account and network, for unknown browsers. */
export const pairLimit: AttemptLimit = { name: 'pair', ...growingWaits }

/** Limit per account with a mailed code: only somebody who reads the voter's mailbox can use it up. */
export const mailedCodeLimit: AttemptLimit = { name: 'mailed-code', ...growingWaits }

/** Limit per account and network in the booth, with captchas: only a signed-in person can use it up. */
export const boothCaptchaLimit: AttemptLimit = { name: 'code', ...growingWaits }

/** Limit per account and network in the space, with captchas. A wait would let a stranger take each next attempt. */
export const spacePairCaptchaLimit: AttemptLimit = {
  name: 'space-pair-code',
  windowSeconds: 86_400,
  quota: 50,
}

/** Limit per account from all networks, with captchas. Using it up takes sixty networks. */
export const spaceCaptchaLimit: AttemptLimit = {
  name: 'space-code',
  windowSeconds: 86_400,
  quota: 3000,
}

/** Limit per account from all networks, without a captcha. */
export const accountLimit: AttemptLimit = { name: 'account', windowSeconds: 900, quota: 20 }

/** Limit per network for all accounts, without a captcha. A whole campus may share one address. */
export const networkLimit: AttemptLimit = { name: 'network', windowSeconds: 900, quota: 100 }

/**
 * Limit of wrong attempts per network, with captchas. The largest academy needs 1,950: 10,000 sign-ins in 15 minutes
 * (decision 27), half on new browsers, of which 3 in 10 are mistyped, 1.3 times each.
 */
export const networkCaptchaLimit: AttemptLimit = {
  name: 'network-code',
  windowSeconds: 900,
  quota: 3000,
}

/** Limit of accounts that failed from one network with captchas, minus those that signed in. */
export const networkAccountsLimit: AttemptLimit = {
  name: 'network-accounts',
  windowSeconds: 900,
  quota: 100,
}

/** Limit of passwords per link and day, since scoring one is slow. */
export const linkPasswordLimit: AttemptLimit = {
  name: 'link-try',
  windowSeconds: 86_400,
  quota: 30,
  waitsSeconds: [60],
}

export const limitOfOne = (name: string): AttemptLimit => ({ name, windowSeconds: 900, quota: 1 })

/** Limit of browsers that become known per account and day: each gets its own password attempts. */
export const newDeviceLimit: AttemptLimit = { name: 'new-device', windowSeconds: 86_400, quota: 20 }

/** For waits up to this long, a known browser is offered no mailed code: its e-mail would take longer. */
export const shortWaitSeconds = 60
