import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

// Voters' sentences belong in shared/texts or the templates of site/pages; a command's are in a file beside it.

const root = join(import.meta.dirname, '../..')

const wordLists = ['shared/domain/sms/gsm7.ts']

const names = /Réassort|espace électeur|espace de vote|Camille Exemple/gi

const words =
  'accorde|afficher|appels|attendu|au|aux|aucune|avec|bonjour|bureau|candidates|ce|changement|choisis|cette|compte|corrigez|dans|demandes|demandez|des|du|elle|en|est|et|il|la|laisse|le|lectures|ligne|listes|les|lus|masquer|moins|mon|ne|non|notre|nous|nouvelles|octets|ou|par|pas|passe|pendant|permet|pour|puis|que|quelques|qui|remis|retenu|secondes|sont|sur|suspendus|trop|un|une|viennent|vos|votre|vous'
const french = new RegExp(
  [
    '[à-öø-ÿœ]',
    // Whole words, not parts of a URL or a name: /mot-de-passe/, fr-FR.
    `(?<![\\p{L}\\p{N}/_.-])(?:${words})(?![\\p{L}\\p{N}/_.-])`,
    "(?<!\\p{L})(?:[cdjlmnst]|qu|jusqu)['’]\\p{L}",
    '…|[«»]|\\p{L} [:?!;](?: |$)',
  ].join('|'),
  'iu',
)

function textsIn(path: string): string[] {
  const texts: string[] = []
  const visit = (node: ts.Node): void => {
    const isText =
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node)
    if (isText) texts.push(node.text)
    ts.forEachChild(node, visit)
  }
  const source = readFileSync(join(root, path), 'utf8')
  visit(ts.createSourceFile(path, source, ts.ScriptTarget.Latest))
  return texts
}

const isFrench = (text: string) => text !== '…' && french.test(text.replace(names, ''))

function sourcesUnder(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => `${folder}/${path}`),
  )
}

test("no French sentence is outside the texts and the pages' templates", () => {
  const sources = sourcesUnder('functions', 'shared', 'lib', 'site').filter(
    (path) => !path.startsWith('shared/texts/') && !wordLists.includes(path),
  )
  const found = sources.flatMap((path) =>
    textsIn(path)
      .filter(isFrench)
      .map((text) => `${path}: ${text}`),
  )
  expect(found).toEqual([])
  expect(sources.length).toBeGreaterThan(150)
})

test('the check recognises every text as French', () => {
  const sources = sourcesUnder('shared/texts').filter((path) => !path.includes('/english/'))
  const texts = sources
    .flatMap(textsIn)
    .filter((text) => /^\p{Lu}.* /u.test(text) && text.replace(names, '') !== '')
  expect(texts.filter((text) => !isFrench(text))).toEqual([])
  expect(texts.length).toBeGreaterThan(150)
})
