import Table from 'cli-table3'
import { printHelpIfAsked } from '../../shared/tooling/print-help.ts'
import { isWithinBound } from './attack.ts'
import { type AttackName, attackNames, replay } from './replay.ts'

printHelpIfAsked(
  `npm run attack: replays what fell once, against a run of its own on the loopback, and says what each attack came to.
It ends by itself, with 1 when a bound does not hold. npm run attack -- spray replays one. Nothing is written.`,
)

const names = process.argv.slice(2)
const unknown = names.filter((name) => !attackNames.some((known) => known === name))
if (unknown.length > 0) {
  console.error(`There is no attack ${unknown.join(', ')}: ${attackNames.join(', ')}`)
  process.exit(2)
}

const findings = await replay(names.length > 0 ? (names as AttackName[]) : attackNames)
const table = new Table({
  head: ['attack', 'what', 'measured', 'bound', ''],
  style: { head: [], border: [] },
})
for (const finding of findings) {
  const { name, what, measured, bound, unit } = finding
  const verdict = isWithinBound(finding) ? 'ok' : 'NOT OK'
  table.push([name, what, `${measured} ${unit}`, `<= ${bound}`, verdict])
}
console.log(table.toString())
const broken = findings.filter((finding) => !isWithinBound(finding)).length
console.log(`${findings.length - broken} held, ${broken} not.`)
process.exit(broken > 0 ? 1 : 0)
