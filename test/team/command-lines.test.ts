import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { run as closeElection } from '../../bin/close-election.ts'
import { run as election } from '../../bin/election.ts'
import { run as keys } from '../../bin/keys.ts'
import { run as ledger } from '../../bin/ledger.ts'
import { run as mail } from '../../bin/mail.ts'
import { run as rehearsal } from '../../bin/rehearsal.ts'
import { run as roll } from '../../bin/roll.ts'
import { run as sms } from '../../bin/sms.ts'
import { validElectionFile } from '../builders/election-files.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

const programs = {
  'close-election': closeElection,
  ...{ election, keys, ledger, mail, rehearsal, roll, sms },
}

let said: string

beforeEach(() => {
  said = ''
  const hear = (text: unknown) => {
    said += `${text}\n`
    return true
  }
  for (const output of ['log', 'error'] as const) vi.spyOn(console, output).mockImplementation(hear)
  vi.spyOn(process.stdout, 'write').mockImplementation(hear)
  vi.spyOn(process.stderr, 'write').mockImplementation(hear)
})
afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = undefined
})

/** Words that a shell would make of the line: none has a space, but within quotes. */
const wordsOf = (line: string) =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '')

async function type(line: string): Promise<string | number | undefined> {
  const [noun = '', ...words] = wordsOf(line)
  await programs[noun as keyof typeof programs](words)
  return process.exitCode ?? undefined
}

describe.each(Object.keys(programs))('npm run %s', (noun) => {
  test('does nothing without a verb, with one that it does not know, or with an unknown option', async () => {
    expect(await type(noun)).toBe(2)
    expect(said).toContain('Il manque une commande.')
    expect(await type(`${noun} stauts`)).toBe(2)
    expect(said).toContain(`La commande stauts n'existe pas. L'aide : npm run ${noun} -- --help`)
  })
})

test.each([
  ['sms status --json', "L'option --json n'existe pas."],
  ['sms pause RE --local', "Il manque l'option --reason."],
  ['sms pause --reason --stack', "L'option --reason demande une valeur."],
  ['sms status --local --stack', 'Deux de ces options ne vont pas ensemble.'],
  ['sms cap RE beaucoup --reason panne', '« beaucoup » ne convient pas. Il faut un nombre entier'],
  ['sms test', 'Il manque ce qui est à traiter (NUMÉRO).'],
  ['sms status RE', 'Il y a un mot de trop.'],
  ['keys replace identityKeys --local', '« identityKeys » ne convient pas.'],
  ['roll agree W-1 --local --json', "L'option --json n'existe pas."],
  ['roll print a.csv --site https://vote.example.org', "Il manque l'option --out."],
  ['roll print a.csv --out x', "Il manque l'option --site."],
  ['election estimate --voters beaucoup', "de l'option --voters ne convient pas."],
  ['sms status', "Dites de quelle élection il s'agit"],
  ['sms status --local --port 65535', 'un nombre entier, de 1 à 65534'],
  ['sms \u001b[31mtry', 'La commande \ufffd[31mtry n'],
])('« %s » ends with 2, and says what is wrong', async (line, told) => {
  expect(await type(line)).toBe(2)
  expect(said).toContain(told)
  expect(said).not.toContain('\u001b')
})

test.each([
  '',
  'ok',
  '...',
  'pour amina@academie.example',
  'le 06 12 34 56 78 est perdu',
  'né le 27/03/1975',
  'le ０６１２３４５６７８',
  'NUMEN 01E1000000ABC',
  'x'.repeat(201),
  'une\u2028ligne',
])('the reason "%s" is refused by every verb that takes one', async (reason) => {
  for (const line of ['sms pause RE', 'election suspend', 'election seal', 'rehearsal wipe']) {
    expect(await type(`${line} --reason "${reason}" --local`)).toBe(2)
    expect(said).toContain('--reason ne convient pas. Dites pourquoi')
  }
})

test('a verb may follow the options that name its election', async () => {
  expect(await type('sms --local pause RE')).toBe(2)
  expect(said).toContain("Il manque l'option --reason.")
})

test('« election check » reads a usable file back, with what may be a slip, and says where another has errors', async () => {
  const folder = temporaryFolder()
  const check = async (name: string, file?: object) => {
    said = ''
    const path = join(folder, name)
    if (file) writeFileSync(path, JSON.stringify(file))
    return [await type(`election check --election ${path}`), said.replaceAll('\u00a0', ' ')]
  }
  writeFileSync(
    join(folder, 'logo.svg'),
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>',
  )
  const [code, told] = await check('good.json', validElectionFile)
  expect(code).toBe(0)
  expect(told).toContain('vote : dimanche 29 novembre 2026 à 10 h, heure de Paris')
  expect(told).toContain("Le SMS, tel que l'électeur le reçoit (125 caractères sur 160)")
  expect(told).toContain('- Ouverture du vote : cette date tombe un dimanche.')
  const wrong = expect.stringMatching(
    /bad\.json:1:2 {2}title\n {2}Entrée invalide : .* Par exemple/,
  )
  expect(await check('bad.json', { title: 1 })).toEqual([2, wrong])
  expect(await check('absent.json')).toEqual([
    2,
    expect.stringMatching(/^[^\n]+n'existe pas[^\n]+\n$/),
  ])
})

test('a reader that stops early does not stop the command', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../bin/sms.ts'), '--help'])
  child.stdout.destroy()
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  expect(await once(child, 'close')).toEqual([0, null])
  expect(complaint).toBe('')
})
