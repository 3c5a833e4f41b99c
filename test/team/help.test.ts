import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import packageFile from '../../package.json' with { type: 'json' }

const root = join(import.meta.dirname, '..', '..')

const programs = new Set(
  Object.values(packageFile.scripts).flatMap((script) => {
    const [, file] = /(?:^| )node (\S+\.ts)/.exec(script) ?? []
    return file ?? []
  }),
)

const ofTeam = [...programs].filter((file) => /^bin\/(?!local|docs|speak)/.test(file))
const others = [...programs].filter((file) => !ofTeam.includes(file))

const connects = 9

function runConfined(...words: string[]) {
  const noConnection = `import net from 'node:net'; net.Socket.prototype.connect = () => process.exit(${connects})`
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...['--permission', '--allow-fs-read=*', '--allow-addons', '--no-warnings'],
      ...['--import', `data:text/javascript,${noConnection}`, ...words],
    ],
    { cwd: root, encoding: 'utf8', env: { ...process.env, NODE_COMPILE_CACHE: '' } },
  )
  return { status, said: stdout, stderr }
}

test.each(others)('%s --help says what it does, and does nothing', (file) => {
  const { status, said, stderr } = runConfined(file, '--help')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(said).toMatch(/npm (run [\w-]+|start)/)
})

test('each verb of each program of the team answers --help in French, and does nothing', () => {
  const play = `
    const told = []
    for (const url of ${JSON.stringify(ofTeam.map((file) => pathToFileURL(join(root, file))))}) {
      const { run } = await import(url)
      const hear = async (...words) => {
        let said = ''
        const { write } = process.stdout
        process.stdout.write = (text) => { said += text; return true }
        await run([...words, '--help'])
        process.stdout.write = write
        told.push({ line: [url.split('/').at(-1), ...words].join(' '), code: process.exitCode, said })
        return said
      }
      const verbs = [...(await hear()).matchAll(/^ {2}([a-z-]+) {2,}/gm)]
      for (const [, verb] of verbs) await hear(verb)
    }
    console.log(JSON.stringify(told))`
  const { status, said, stderr } = runConfined('--input-type=module', '-e', play)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const told: { line: string; code: number; said: string }[] = JSON.parse(said)
  expect(told.length).toBeGreaterThan(50)
  for (const { line, code, said } of told) {
    expect([line, code]).toEqual([line, 0])
    expect(said).toMatch(/^Usage : npm run [\w-]+ -- /)
    expect(said).not.toMatch(/Arguments:|Options:|Commands:|display help|default|undefined/)
    if (/ (?!help$)/.test(line))
      expect(said).toContain("--election <FICHIER>  le fichier de l'élection")
  }
})
