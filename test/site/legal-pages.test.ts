import { describe, expect, test } from 'vitest'
import { builtSite, election, textOf } from './built-site.ts'

const { page } = builtSite()
const urls = ['/mentions-legales/', '/donnees-personnelles/', '/accessibilite/'] as const

test('the legal pages show the whole legal section of the configuration', () => {
  const words = urls.map((url) => textOf(page(url))).join(' ')
  const spaced = (text: string) => text.replace(/ (?=[;:?!])/g, ' ')
  const stated = [election.legal].flatMap(function leaves(value: unknown): string[] {
    return typeof value === 'string' ? [value] : Object.values(Object(value)).flatMap(leaves)
  })
  expect(stated.length).toBeGreaterThan(10)
  for (const text of stated.filter((text) => !/^\d{4}-/.test(text)))
    expect(words).toContain(spaced(text))
  expect(words).toContain('établie le 1er octobre 2026')
})

test('the legal pages name the authorities that take complaints', () => {
  expect(page('/donnees-personnelles/')).toContain('https://www.cnil.fr/')
  expect(page('/accessibilite/')).toContain('https://formulaire.defenseurdesdroits.fr/')
})

describe('without a legal section', () => {
  const bare = builtSite({ ...election, legal: undefined })

  test.each(urls)('%s says whom to ask, and has no empty sentence', (url) => {
    const html = bare.page(url)
    expect(html).not.toMatch(/undefined|null|mailto:"/)
    expect(html).toMatch(/href="(\/aide\/#assistance|tel:[^"]+)"/)
    expect(textOf(html)).not.toMatch(/: \.|« »/)
  })
})
