import { runWithoutCloudFront } from '../journey/without-cloudfront.ts'
import { failAfterAdmission } from './admitted-then-unavailable.ts'
import type { Attack, AttackedRun, Finding } from './attack.ts'
import { type DatabaseProxy, startDatabaseProxy } from './database-proxy.ts'
import { mailsPerDay, useUpDayOfLinks } from './day-of-links.ts'
import { guessIdentity, makeUpCookies, sendWithoutPair } from './hostile-requests.ts'
import { lockOutNewBrowser, makeKnownBrowserWait, useUpAccount } from './lockout.ts'
import { sprayAccounts } from './spray.ts'
import { askAgainUnreachable } from './unreachable-phone.ts'

export const attacks = {
  cookies: makeUpCookies,
  identity: guessIdentity,
  hostile: sendWithoutPair,
  unavailable: failAfterAdmission,
  unreachable: askAgainUnreachable,
  spray: sprayAccounts,
  lockout: lockOutNewBrowser,
  links: useUpDayOfLinks,
  account: useUpAccount,
  known: makeKnownBrowserWait,
} satisfies Record<string, Attack>

export type AttackName = keyof typeof attacks

export const attackNames = Object.keys(attacks) as AttackName[]

export async function replay(
  names: readonly AttackName[],
): Promise<(Finding & { name: AttackName })[]> {
  let databaseProxy: DatabaseProxy | undefined
  const run = await runWithoutCloudFront({
    extraVoterCount: names.includes('spray') ? 500 : 80,
    electionChanges: { smsDelaySeconds: 1, mailsPerSecond: 100, mailsPerDay },
    startProxy: async (endpoint, engine) => {
      if (engine !== 'dynamodb') return endpoint
      databaseProxy = await startDatabaseProxy(endpoint)
      return databaseProxy.endpoint
    },
  })
  try {
    const attacked: AttackedRun = { ...run, databaseProxy: databaseProxy as DatabaseProxy }
    const found: (Finding & { name: AttackName })[] = []
    for (const name of names) {
      console.log(`${name}…`)
      const replayed = await attacks[name](attacked)
      found.push(...replayed.map((finding) => ({ name, ...finding })))
    }
    return found
  } finally {
    await run.stop()
    await databaseProxy?.close()
  }
}
