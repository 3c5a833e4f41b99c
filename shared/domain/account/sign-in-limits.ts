import type { AttemptLimit } from './attempts.ts'

/** Twelve attempts in eleven minutes, then one every ten minutes: 154 a day. */
const growingWaits = {
  windowSeconds: 86_400,
  free: 5,
  waitsSeconds: [5, 10, 20, 40, 80, 160, 320, 600],
} as const

/** One account from one known browser. */
export const deviceLimit: AttemptLimit = { name: 'device', ...growingWaits }

/** One account from one network, with unknown browsers. */
export const pairLimit: AttemptLimit = { name: 'pair', ...growingWaits }

/** One account with a mailed code: only who reads the voter's mailbox can use it up. */
export const mailedCodeLimit: AttemptLimit = { name: 'mailed-code', ...growingWaits }

/** The booth of one account from one network, with security codes: only who is signed in can use it up. */
export const boothCodeLimit: AttemptLimit = { name: 'code', ...growingWaits }

/**
 * The space of one account from one network, with security codes. No waits, since whoever polls would take every free
 * attempt. Once a stranger has used it up, or the next limit, the voter's new browser needs a mailed code until midnight.
 */
export const spacePairCodeLimit: AttemptLimit = {
  name: 'space-pair-code',
  windowSeconds: 86_400,
  free: 50,
}

/** The same from all networks: it takes sixty of them to use it up. */
export const spaceCodeLimit: AttemptLimit = {
  name: 'space-code',
  windowSeconds: 86_400,
  free: 3000,
}

/** One account from all networks, without a code. */
export const accountLimit: AttemptLimit = { name: 'account', windowSeconds: 900, free: 20 }

/** One network for all accounts, without a code: a whole campus may be behind one address. */
export const networkLimit: AttemptLimit = { name: 'network', windowSeconds: 900, free: 100 }

/**
 * Wrong attempts from one network with security codes, which bounds argon2id to 3.3 a second. The largest academy makes
 * 10,000 sign-ins in a window (decision 27), half on new browsers; 3 of 10 wrong, 1.3 times, is 1,950.
 */
export const networkCodeLimit: AttemptLimit = {
  name: 'network-code',
  windowSeconds: 900,
  free: 3000,
}

/**
 * Accounts that failed from one network with security codes, less those that got in. If 3 new browsers in 10 mistype,
 * the chance to get 100 behind is (3/7)¹⁰⁰. A shared computer sees some 15 voters in a window.
 */
export const networkAccountsLimit: AttemptLimit = {
  name: 'network-accounts',
  windowSeconds: 900,
  free: 100,
}

/** Passwords for one link: judging one takes a second of CPU. The page itself refuses most weak ones. */
export const linkTryLimit: AttemptLimit = {
  name: 'link-try',
  windowSeconds: 86_400,
  free: 30,
  waitsSeconds: [60],
}

export const onceLimit = (name: string): AttemptLimit => ({ name, windowSeconds: 900, free: 1 })

/** Browsers that become known to one account: each has attempts of its own in the booth, which a thief would multiply. */
export const newDeviceLimit: AttemptLimit = { name: 'new-device', windowSeconds: 86_400, free: 20 }

/** An e-mail takes longer than such a wait, which no stranger can lengthen. */
export const shortSeconds = 60
