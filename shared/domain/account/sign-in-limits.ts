import type { AttemptLimit } from './attempts.ts'

const growingWaits = {
  windowSeconds: 86_400,
  quota: 5,
  backoffSeconds: [5, 10, 20, 40, 80, 160, 320, 600],
} as const

export const deviceLimit: AttemptLimit = { name: 'device', ...growingWaits }

/** Limit per account and network, for new browsers without a captcha or mailed code. */
export const pairLimit: AttemptLimit = { name: 'pair', ...growingWaits }

/** Limit per account, charged only for a valid mailed code: strangers cannot use it up. */
export const mailedCodeLimit: AttemptLimit = { name: 'mailed-code', ...growingWaits }

export const boothCaptchaLimit: AttemptLimit = { name: 'code', ...growingWaits }

/** Limit per account and network in the space, with captchas. With `growingWaits`, a stranger on that network could soon make the voter wait. */
export const spacePairCaptchaLimit: AttemptLimit = {
  name: 'space-pair-code',
  windowSeconds: 86_400,
  quota: 50,
}

export const spaceCaptchaLimit: AttemptLimit = {
  name: 'space-code',
  windowSeconds: 86_400,
  quota: 3000,
}

export const accountLimit: AttemptLimit = { name: 'account', windowSeconds: 900, quota: 20 }

/** A whole campus may share one IP address. */
export const networkLimit: AttemptLimit = { name: 'network', windowSeconds: 900, quota: 100 }

/** Wrong attempts per network, with captchas. We assume 1,950: 10,000 sign-ins × 0.5 in new browsers × 0.3 wrong × 1.3 attempts. */
export const networkCaptchaLimit: AttemptLimit = {
  name: 'network-code',
  windowSeconds: 900,
  quota: 3000,
}

/** Limit per network, with captchas: accounts with a wrong password or identifier, minus accounts that signed in. */
export const networkAccountsLimit: AttemptLimit = {
  name: 'network-accounts',
  windowSeconds: 900,
  quota: 100,
}

export const passwordLinkLimit: AttemptLimit = {
  name: 'link-try',
  windowSeconds: 86_400,
  quota: 30,
  backoffSeconds: [60],
}

export const limitOfOne = (name: string): AttemptLimit => ({ name, windowSeconds: 900, quota: 1 })

export const newDeviceLimit: AttemptLimit = { name: 'new-device', windowSeconds: 86_400, quota: 20 }

/** For waits up to this long, a known browser is offered no mailed code: the e-mail could take longer. */
export const shortWaitSeconds = 60
