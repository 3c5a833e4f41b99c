import Table from 'cli-table3'
import { runWithoutCloudFront } from '../journey/without-cloudfront.ts'
import { failAfterAdmission } from './admitted-then-unavailable.ts'
import { type Attack, type AttackedRun, type Finding, isHeld } from './attack.ts'
import { type DatabaseWay, startDatabaseWay } from './database-way.ts'
import { guessIdentity, makeUpCookies, sendWithoutPair } from './hostile-requests.ts'
import { lockOutNewBrowser } from './lockout.ts'
import { sprayAccounts } from './spray.ts'
import { askAgainUnreachable } from './unreachable-phone.ts'

// `npm run attack`: replays what fell once, against a run of its own on the loopback, and says what each
// attack came to. It ends by itself, with 1 when a bound does not hold. `npm run attack -- spray` replays one.

const attacks: Readonly<Record<string, Attack>> = {
  cookies: makeUpCookies,
  identity: guessIdentity,
  hostile: sendWithoutPair,
  unavailable: failAfterAdmission,
  unreachable: askAgainUnreachable,
  spray: sprayAccounts,
  lockout: lockOutNewBrowser,
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in attacks))
if (unknown.length > 0) {
  console.error(`There is no attack ${unknown.join(', ')}: ${Object.keys(attacks).join(', ')}`)
  process.exit(2)
}

const findings = await replay(asked.length > 0 ? asked : Object.keys(attacks))
const table = new Table({
  head: ['attack', 'what', 'measured', 'bound', ''],
  style: { head: [], border: [] },
})
for (const { name, what, measured, bound, unit, ...finding } of findings) {
  const verdict = isHeld({ what, measured, bound, unit, ...finding }) ? 'ok' : 'NOT OK'
  table.push([name, what, `${measured} ${unit}`, `<= ${bound}`, verdict])
}
console.log(table.toString())
const broken = findings.filter((finding) => !isHeld(finding)).length
console.log(`${findings.length - broken} held, ${broken} not.`)
process.exit(broken > 0 ? 1 : 0)

async function replay(names: string[]): Promise<(Finding & { name: string })[]> {
  let databaseWay: DatabaseWay | undefined
  const run = await runWithoutCloudFront({
    extraVoters: 460,
    electionChanges: { smsDelaySeconds: 1 },
    wayTo: async (endpoint, engine) => {
      if (engine !== 'dynamodb') return endpoint
      databaseWay = await startDatabaseWay(endpoint)
      return databaseWay.endpoint
    },
  })
  try {
    const attacked: AttackedRun = { ...run, databaseWay: databaseWay as DatabaseWay }
    const found: (Finding & { name: string })[] = []
    for (const name of names) {
      console.log(`${name}…`)
      const replayed = await (attacks[name] as Attack)(attacked)
      found.push(...replayed.map((finding) => ({ name, ...finding })))
    }
    return found
  } finally {
    await run.stop()
    await databaseWay?.close()
  }
}
