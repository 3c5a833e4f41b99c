import { expect, test } from 'vitest'
import { builtSite } from './built-site.ts'

const { files, read } = builtSite()
const ofKind = (extension: string) => files().filter((path) => path.endsWith(extension))

/** Written by govuk-frontend's macros, and styled by their elements. */
const plain = /^govuk-(template|link|js-.*)$/

const blockOf = (name: string) => name.replace(/(__|--).*/, '')

test('every class of a page has a style, of its own or of its component', () => {
  const styles = ofKind('.css').map(read).join('')
  const styled = new Set(styles.match(/(?<=\.)(app|govuk)-[\w-]+/g))
  const styledBlocks = new Set([...styled].map(blockOf))
  const names = [
    ...ofKind('.html').flatMap((path) => read(path).match(/(?<=class=")[^"]*/g) ?? []),
    ...ofKind('.js').flatMap((path) => read(path).match(/\b(app|govuk)-[\w-]*\w\b/g) ?? []),
  ].flatMap((names) => names.split(/\s+/))
  const unstyled = [...new Set(names)].filter((name) => {
    const block = blockOf(name)
    if (!name || plain.test(block)) return false
    // Parts of govuk-frontend's blocks may need no style of their own.
    return name.startsWith('app-') ? !styled.has(name) : !styledBlocks.has(block)
  })
  expect(unstyled).toEqual([])
})

const ofSomeElections = ['app-brand__picture']

test('every style belongs to a class that a page or a script writes', () => {
  const styled = ofKind('.css')
    .map(read)
    .join('')
    .match(/(?<=\.)(app|govuk)-[\w-]+/g)
  const sources = [...ofKind('.html'), ...ofKind('.js')].map(read).join('\n')
  const written = new Set(sources.match(/\b(app|govuk)-[\w-]+/g))
  const isWritten = (name: string) =>
    written.has(name) ||
    // A script adds the modifier to `app-status--`.
    written.has(name.replace(/(?<=--).*/, ''))
  const unused = [...new Set(styled)].filter((name) => !isWritten(name))
  expect(unused.filter((name) => !ofSomeElections.includes(name))).toEqual([])
})
