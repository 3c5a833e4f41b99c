// Before `npm start`, `npm test` and `npm run check`: installs what the lock says, unless it is there already.
// Runs on whatever Node the machine has, with no dependency: none is installed yet.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

if (!isInstalled()) {
  console.log('Installing dependencies…')
  const npm = process.env.npm_execpath
  const [command, ...first] = npm ? [process.execPath, npm] : ['npm']
  const { status } = spawnSync(
    command,
    [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: root, stdio: 'inherit' },
  )
  if (status !== 0) process.exit(status ?? 1)
}

// npm leaves out in silence what a machine of another kind, or a cut, keeps it from installing.
const ownNode = `${root}node_modules/.bin/node`
if (!existsSync(ownNode) && Number.parseInt(process.versions.node, 10) < 24) {
  console.error(
    `Node 24 could not be installed on ${process.platform} ${process.arch}: install it yourself, or try again after deleting node_modules.`,
  )
  process.exit(1)
}

// npm writes the second file when it has finished; packages for other platforms are not in it.
function isInstalled() {
  try {
    const wanted = packagesOf('package-lock.json')
    const installed = packagesOf('node_modules/.package-lock.json')
    return Object.entries(wanted).every(
      ([path, { version, optional, devOptional }]) =>
        path === '' ||
        installed[path]?.version === version ||
        (installed[path] === undefined && (optional || devOptional)),
    )
  } catch {
    return false
  }
}

function packagesOf(lock) {
  return JSON.parse(readFileSync(`${root}${lock}`, 'utf8')).packages
}
