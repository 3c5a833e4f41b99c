import { Argument } from 'commander'
import { type RingName, ringNames } from '../shared/domain/keys.ts'
import { keysHelp } from '../shared/texts/keys-command.ts'
import { type RetireOptions, runAdd, runRetire, runShow, runUse } from '../team/keys/run-keys.ts'
import { reachingProgram } from '../team/reach-options.ts'
import type { ReachOptions } from '../team/roll/reach-roll.ts'

// `npm run keys`: replaces the keys of an election that is running. `npm run keys -- --help` says more.

const { commandOf, run } = reachingProgram(keysHelp)

const group = () => new Argument('<GROUPE>', keysHelp.group).choices(ringNames)

commandOf('show').action(async (options: ReachOptions) => {
  process.exitCode = await runShow(options)
})

commandOf('add')
  .addArgument(group())
  .action(async (name: RingName, options: ReachOptions) => {
    process.exitCode = await runAdd(name, options)
  })

commandOf('use')
  .addArgument(group())
  .action(async (name: RingName, options: ReachOptions) => {
    process.exitCode = await runUse(name, options)
  })

commandOf('retire')
  .addArgument(group())
  .option('--forget-browsers', keysHelp.forgetBrowsers)
  .action(async (name: RingName, options: RetireOptions) => {
    process.exitCode = await runRetire(name, options)
  })

await run()
