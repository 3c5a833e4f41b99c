import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { secondsLater } from '../../shared/domain/instants.ts'
import { latestStart, rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import { moment } from '../../shared/texts/moments.ts'
import { secondPersonTexts } from '../../team/keys/second-person.ts'
import { teamFunctionTexts } from '../../team/keys/team-function-texts.ts'
import { runGuests, runWipe } from '../../team/rehearsal/run-rehearsal.ts'
import { rehearsalCommandTexts } from '../../team/rehearsal/texts.ts'
import type { RollOptions } from '../../team/roll/run-roll.ts'
import { rollErrorTexts, rollTexts as texts } from '../../team/roll/texts.ts'
import { aRollEntry, election } from '../builders/voters.ts'
import { aRollCommand } from './roll-commands.ts'

const { reached, roll, fileOf, fileWith, newPath, find, operations } = await aRollCommand()
const { said, saidAsError } = reached

test('the rights of whoever imports are checked before an operation begins', async () => {
  vi.stubEnv('LOCAL_ROLE', 'watcher')
  expect(await roll('import', fileWith(aRollEntry()), { notices: newPath() })).toBe(1)
  expect(saidAsError).toEqual([teamFunctionTexts.refusals['not-your-role']])
  expect(await operations()).toEqual([])
  vi.unstubAllEnvs()
})

describe('once the roll is sealed', () => {
  const sealedAt = rollSealedAt(election)
  const since = moment(sealedAt, election.timeZone)
  const at = (date: Date) => vi.setSystemTime(date)
  const correct = async (options: Partial<RollOptions> = {}) => {
    const { email } = await reached.aVoter()
    const code = await roll('correct', fileOf('email;last_name', `${email};Durand`), options)
    return [code, (await find(email))?.lastName]
  }

  test('only returned notices change it, and dry runs still work', async () => {
    at(secondsLater(sealedAt, -1))
    expect(await correct()).toEqual([0, 'Durand'])
    at(sealedAt)
    expect(await correct()).toEqual([1, 'Martin'])
    expect(saidAsError).toEqual([texts.sealedRoll(since)])
    expect(await correct({ dryRun: true })).toEqual([0, 'Martin'])
    const { email } = await reached.aVoter()
    expect(await roll('returned', fileOf('email', email))).toBe(0)
  })

  test('no import begins, nor in the two hours before', async () => {
    const last = latestStart('import', sealedAt)
    const entry = aRollEntry()
    const attempt = () => roll('import', fileWith(entry), { notices: newPath() })
    at(last)
    expect(await attempt()).toBe(1)
    at(sealedAt)
    expect(await attempt()).toBe(1)
    expect(saidAsError).toEqual([texts.imminentSeal(since), texts.sealedRoll(since)])
    expect(await find(entry.email)).toBeUndefined()
    at(secondsLater(last, -1))
    expect(await attempt()).toBe(0)
  })
})

test('an import that awaits an approval says what the other person types, stops on Ctrl-C, and can be finished later', async () => {
  const listeners = process.listenerCount('SIGINT')
  const others = process.rawListeners('SIGINT')
  reached.isAgreed = false
  // Calls only the command's listener: other files' browsers in this worker would end too.
  const pressCtrlC = () => {
    const ours = process.rawListeners('SIGINT').filter((one) => !others.includes(one))
    for (const listener of ours) Reflect.apply(listener, process, ['SIGINT'])
  }
  vi.spyOn(console, 'error').mockImplementation((line: string) => {
    saidAsError.push(line)
    if (line.includes('npm run roll -- agree')) setImmediate(pressCtrlC)
  })
  const entry = aRollEntry()
  const notices = newPath()
  expect(await roll('import', fileWith(entry), { notices })).toBe(1)
  const [{ interventionId = '' } = {}] = await reached.interventions.list()
  expect(saidAsError).toEqual([
    texts.approvalText(interventionId, '--local --port 8080', 60),
    secondPersonTexts.localCallerHint,
    texts.interruption,
    rollErrorTexts.stopped,
  ])
  expect(said).toEqual([])
  expect(existsSync(notices)).toBe(false)
  expect(process.listenerCount('SIGINT')).toBe(listeners)
  reached.isAgreed = true
  const another = fileOf('notices of another import')
  expect(await roll('import', fileWith(entry), { notices: another })).toBe(1)
  expect(saidAsError.at(-1)).toContain(`${another} existe déjà`)
  expect(await roll('import', fileWith(entry), { notices })).toBe(0)
  expect(readFileSync(notices, 'utf8')).toContain(entry.email)
})

test('the commands of a rehearsal neither wipe the vote nor give it guests', async () => {
  const { run, options } = reached
  const guests = fileOf('personne@academie.example')
  expect(await run(runWipe, { ...options, reason: 'répétition finie' })).toBe(1)
  expect(await run(runGuests, guests, options)).toBe(1)
  const { deployedVote } = rehearsalCommandTexts
  expect(saidAsError).toEqual([deployedVote, deployedVote])
})
