import type { AttemptLimit } from './attempts.ts'

/** Twelve tries in eleven minutes, then one every ten minutes: 154 a day, and nobody waits longer. */
const growingWaits = {
  windowSeconds: 86_400,
  free: 5,
  waitsSeconds: [5, 10, 20, 40, 80, 160, 320, 600],
} as const

/** One account from one browser that its voter has used. */
export const deviceLimit: AttemptLimit = { name: 'device', ...growingWaits }

/** One account from one network, with browsers that are not known. */
export const pairLimit: AttemptLimit = { name: 'pair', ...growingWaits }

/** One account with the code of an e-mail: only who reads the voter's mailbox comes to it. */
export const mailedCodeLimit: AttemptLimit = { name: 'mailed-code', ...growingWaits }

/** The booth of one account from one network, each try with a security code: only who is signed in comes to it. */
export const boothCodeLimit: AttemptLimit = { name: 'code', ...growingWaits }

/**
 * The space of one account from one network, each try with a security code. No wait: whoever polls would take each
 * turn. A stranger who uses it up, or the next one, has the voter's new browser need the code of an e-mail there
 * until midnight.
 */
export const spacePairCodeLimit: AttemptLimit = {
  name: 'space-pair-code',
  windowSeconds: 86_400,
  free: 50,
}

/** The same from all networks together: it takes sixty of them to use it up. */
export const spaceCodeLimit: AttemptLimit = {
  name: 'space-code',
  windowSeconds: 86_400,
  free: 3000,
}

/** One account from all networks together, without a code. */
export const accountLimit: AttemptLimit = { name: 'account', windowSeconds: 900, free: 20 }

/** One network for all accounts together, without a code: a whole campus may be behind one address. */
export const networkLimit: AttemptLimit = { name: 'network', windowSeconds: 900, free: 100 }

/**
 * One network with security codes. Tries: wrong ones of whatever accounts, which bounds argon2id to 3.3 a second. The
 * largest academy makes 10,000 sign-ins in a window (decision 27), half on new browsers: 3 of 10 wrong, 1.3 times, is
 * 1,950.
 * Accounts: those that failed, less those that got in. In an academy far more voters get in than fail: if 3 new
 * browsers in 10 mistype, the chance to get 100 behind is (3/7)¹⁰⁰. A shared computer sees some 15 voters in a window.
 */
export const networkCodeLimit: AttemptLimit = {
  name: 'network-code',
  windowSeconds: 900,
  free: 3000,
  accounts: 100,
}

/**
 * Passwords tried on one link: to find how weak one is takes a second of CPU. The page itself refuses most, so its
 * holder needs a few.
 */
export const linkTryLimit: AttemptLimit = {
  name: 'link-try',
  windowSeconds: 86_400,
  free: 30,
  waitsSeconds: [60],
}

/** Marks what has happened once in a window, and is to count once. */
export const onceLimit = (name: string): AttemptLimit => ({ name, windowSeconds: 900, free: 1 })

/**
 * Browsers that signing in makes known to one account. Each has tries of its own in the espace de vote,
 * which a thief of the password would otherwise multiply by signing in again and again.
 */
export const newDeviceLimit: AttemptLimit = { name: 'new-device', windowSeconds: 86_400, free: 20 }

/** A wait so short, which no stranger makes longer, is the best way: an e-mail takes longer. */
export const shortSeconds = 60
