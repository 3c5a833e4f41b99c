import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rollTexts as texts } from '../../shared/texts/roll-command.ts'
import { csvLine } from './csv-line.ts'
import { type ReachOptions, reaching } from './reach-roll.ts'

const columns = ['email', 'first_name', 'last_name', 'ballots', 'school', 'format']

/** `npm run roll -- export FILE`: what a file of corrections may begin with. For its owner's eyes. */
export function exportRoll(path: string, options: ReachOptions): Promise<number> {
  return reaching(options, async ({ access }) => {
    const out = createWriteStream(path, { mode: 0o600, flags: 'wx' })
    await once(out, 'open')
    out.write(`\uFEFF${csvLine(columns)}`)
    let voters = 0
    for await (const voter of access.roll.everyone()) {
      const { email, firstName, lastName, ballots, school = '', noticeFormat = '' } = voter
      const line = csvLine([email, firstName, lastName, ballots.join(' '), school, noticeFormat])
      if (!out.write(line)) await once(out, 'drain')
      voters++
    }
    out.end()
    await once(out, 'close')
    console.log(texts.exported(voters, path))
    return 0
  })
}
