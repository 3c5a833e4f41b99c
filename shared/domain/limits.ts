// Every limit that is the same for all elections. Those that an election sets are in `election.ts`.

/** A session ends when its voter has done nothing for so long. */
export const sessionIdleMinutes = 30
/** The same on a computer that a queue of voters shares. */
export const sharedIdleMinutes = 10
/** A session ends so long after the sign-in, whatever its voter does. */
export const sessionLongestHours = 8
/** A browser stays known from the first connection to the end of the contest. */
export const deviceDays = 90
/**
 * A sign-in reads an account before it judges the attempt only for a browser or a mailed code that some epoch below
 * this made known to it. Beyond, nobody's browser is known: so many passwords and cancellations are no voter's.
 */
export const epochsTried = 32
/** How long a security code may be answered. */
export const captchaMinutes = 10
/**
 * How long a link to choose a password is good, from when SES takes its e-mail: longer than a relay that makes
 * every new sender try again holds it back (decision 18).
 */
export const linkHours = 2
/** Links mailed to one address in 24 hours while its newest is still good. */
export const linkMailsWhileGood = 6
/** The same whatever became of them: strangers alone come to 17, one more each time that a link has ended. */
export const linkMailsPerDay = 24

/** Tries are counted in windows of fixed length. */
export interface AttemptWindow {
  name: string
  windowSeconds: number
}

/** How many tries something allows within a window, and after which waits. */
export interface AttemptLimit extends AttemptWindow {
  /** Tries that wait for nothing. */
  free: number
  /**
   * How long each one after them waits since the one before; the last goes for all that follow.
   * With none, there are no more until the window ends.
   */
  waitsSeconds: readonly number[]
}

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

/** The mails of one account's code, until it changes. Whoever asks for them all has the voter hold a good one. */
export const mailedCodeMailLimit: AttemptLimit = {
  name: 'mailed-code-mail',
  windowSeconds: 86_400,
  free: 3,
  waitsSeconds: [],
}

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
  waitsSeconds: [],
}

/** The same from all networks together: it takes sixty of them to use it up. */
export const spaceCodeLimit: AttemptLimit = {
  name: 'space-code',
  windowSeconds: 86_400,
  free: 3000,
  waitsSeconds: [],
}

/** One account from all networks together, without a code. */
export const accountLimit: AttemptLimit = {
  name: 'account',
  windowSeconds: 900,
  free: 20,
  waitsSeconds: [],
}

/** One network for all accounts together, without a code: a whole campus may be behind one address. */
export const networkLimit: AttemptLimit = {
  name: 'network',
  windowSeconds: 900,
  free: 100,
  waitsSeconds: [],
}

/**
 * One network with security codes: accounts tried, less accounts that got in. In an academy far more voters
 * get in than fail: if 3 new browsers in 10 mistype, the chance to get 100 behind is (3/7)¹⁰⁰. A shared
 * computer sees some 15 voters in a window.
 */
export const networkAccountsLimit: AttemptLimit = {
  name: 'network-accounts',
  windowSeconds: 900,
  free: 100,
  waitsSeconds: [],
}

/**
 * The same: wrong tries of whatever accounts, which bounds argon2id to 3.3 a second. The largest academy
 * makes 10,000 sign-ins in a window (decision 27), half on new browsers: 3 of 10 wrong, 1.3 times, is 1,950.
 */
export const networkCodeLimit: AttemptLimit = {
  name: 'network-code',
  windowSeconds: 900,
  free: 3000,
  waitsSeconds: [],
}

/** Marks what has happened once in a window, and is to count once. */
export const onceLimit = (name: string): AttemptLimit => ({
  name,
  windowSeconds: 900,
  free: 1,
  waitsSeconds: [],
})

/**
 * Browsers that signing in makes known to one account. Each has tries of its own in the espace de vote,
 * which a thief of the password would otherwise multiply by signing in again and again.
 */
export const newDeviceLimit: AttemptLimit = {
  name: 'new-device',
  windowSeconds: 86_400,
  free: 20,
  waitsSeconds: [],
}

/**
 * Requests that were admitted and not accepted, for one voter: each may be a guess at a NUMEN, a birth
 * date or a code. Birth dates are few (25,000 or so): 19 a day over three weeks leave a thief of the session
 * and the NUMEN less than two chances in a hundred. A voter waits two hours and a half at most.
 */
export const identityLimit: AttemptLimit = {
  name: 'identity',
  windowSeconds: 86_400,
  free: 5,
  waitsSeconds: [60, 120, 300, 600, 1800, 3600, 9000],
}

/** Wrong identities of a day for one voter: the one after these four is told by e-mail, once. */
export const untoldIdentityLimit: AttemptLimit = {
  name: 'identity-untold',
  windowSeconds: 86_400,
  free: 4,
  waitsSeconds: [],
}
export const identityNewsLimit: AttemptLimit = {
  name: 'identity-news',
  windowSeconds: 86_400,
  free: 1,
  waitsSeconds: [],
}
