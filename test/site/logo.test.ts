import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encode } from 'fast-png'
import { afterAll, describe, expect, test } from 'vitest'
import { checkElectionText } from '../../shared/tooling/election-file.ts'
import { maxLogoBytes, readLogo } from '../../shared/tooling/logo.ts'
import { withField } from '../builders/election-files.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

const directory = temporaryFolder(afterAll)

function read(name: string, content: string | Uint8Array) {
  const file = join(directory, name)
  writeFileSync(file, content)
  return readLogo(file)
}

const svg = (inside: string, attributes = 'viewBox="0 0 240 120"') =>
  `<?xml version="1.0"?>\n<!-- drawn by hand -->\n<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>\n`
const drawing = '<defs><path id="a" d="M0 0h9v9z"/></defs><use href="#a" fill="url(#b)"/>'

const png = (width: number, height: number) =>
  encode({ width, height, data: new Uint8Array(width * height), channels: 1 })

describe('a logo', () => {
  test.each([
    ['a.svg', svg(drawing), [72, 36]],
    ['b.svg', svg(drawing, 'width="600px" height="60"'), [120, 12]],
    ['c.png', png(30, 60), [18, 36]],
  ] as const)('keeps its proportions: %s', (name, content, [width, height]) => {
    expect(read(name, content)).toMatchObject({ width, height, content: Buffer.from(content) })
  })

  test.each([
    ['a script', svg('<script>alert(1)</script>')],
    ['a script of another namespace', svg('<s:script>alert(1)</s:script>')],
    ['a handler', svg('<path onload="alert(1)"/>')],
    ['a page', svg('<foreignObject></foreignObject>')],
    ['a link', svg('<a xlink:href="https://elsewhere.example/"></a>')],
    ['a picture from elsewhere', svg('<image href="//elsewhere.example/a.png"/>')],
    ['a font from elsewhere', svg('<style>@font-face{src:url(https://elsewhere.example)}</style>')],
    ['an entity', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('&a;')}`],
    ['an animation', svg('<set attributeName="href" to="javascript:alert(1)"/>')],
  ])('is refused if it holds %s', (_, content) => {
    expect(read('unsafe.svg', content)).toBe('unsafe')
  })

  test('is refused if it is absent, too large or no picture', () => {
    expect(readLogo(join(directory, 'nowhere.svg'))).toBe('absent')
    expect(readLogo(directory)).toBe('absent')
    expect(read('a.png', 'no picture')).toBe('no-picture')
    expect(read('a.png', svg(drawing))).toBe('no-picture')
    expect(read('zero.png', png(1, 1).fill(0, 16, 24))).toBe('no-picture')
    expect(read('page.svg', '<!-- --><p>an svg</p>')).toBe('no-picture')
    expect(read('no-size.svg', svg(drawing, ''))).toBe('no-picture')
    expect(read('large.svg', svg(`<path d="${'M0 0'.repeat(maxLogoBytes / 4)}"/>`))).toBe(
      'too-large',
    )
  })

  test('is reported at its field of election.json if it cannot be used', () => {
    writeFileSync(join(directory, 'unsafe.svg'), svg('<script/>'))
    const text = JSON.stringify(withField('site.logo', 'unsafe.svg'), null, 2)
    const checked = checkElectionText(Buffer.from(text), directory)
    const [error] = 'errors' in checked ? checked.errors : []
    const message = expect.stringContaining('script')
    expect(error).toMatchObject({ field: 'site.logo', message })
  })

  test.each(['../logo.svg', 'a/logo.svg', '.svg', 'logo.gif', '/logo.png', 'logo.svg\n'])(
    'is refused under the name %j: it must be a plain file beside the election',
    (name) => {
      const checked = checkElectionText(Buffer.from(JSON.stringify(withField('site.logo', name))))
      expect(checked).toHaveProperty('errors')
    },
  )
})
