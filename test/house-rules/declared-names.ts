import ts from 'typescript'

export interface Found {
  text: string
  /** From 1. */
  line: number
}

/**
 * Every name that a source chooses: of functions, types, variables, parameters and properties. What it
 * takes out of an object, or imports, under the name that it has there was named elsewhere; so were the keys
 * of an object literal, by the type that it answers to or by somebody else's API.
 */
export function declaredNames(source: string): Found[] {
  return collect(source, (node) => {
    const { name } = node as ts.NamedDeclaration
    if (!name || !ts.isIdentifier(name) || !isDeclaration(node)) return undefined
    return { node: name, text: name.text }
  })
}

function isDeclaration(node: ts.Node): boolean {
  return (
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isFunctionLike(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertySignature(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isClassLike(node) ||
    ts.isTypeParameterDeclaration(node) ||
    ts.isImportClause(node) ||
    (ts.isBindingElement(node) && ts.isArrayBindingPattern(node.parent)) ||
    ((ts.isBindingElement(node) || ts.isImportSpecifier(node)) && node.propertyName !== undefined)
  )
}

/** The titles of tests and of their groups, without what a template fills in. */
export function testTitles(source: string): Found[] {
  return collect(source, (node) => {
    if (!ts.isCallExpression(node) || !isTest(node.expression)) return undefined
    const [title] = node.arguments
    if (!title) return undefined
    if (ts.isStringLiteralLike(title)) return { node: title, text: title.text }
    if (!ts.isTemplateExpression(title)) return undefined
    const parts = [title.head, ...title.templateSpans.map(({ literal }) => literal)]
    return { node: title, text: parts.map(({ text }) => text).join(' … ') }
  })
}

/** `it(…)`, `it.each(…)(…)`, `it.skipIf(…)(…)`, and the same of `test` and `describe`. */
function isTest(called: ts.Expression): boolean {
  if (ts.isIdentifier(called)) return ['it', 'test', 'describe'].includes(called.text)
  if (ts.isPropertyAccessExpression(called)) return isTest(called.expression)
  return ts.isCallExpression(called) && isTest(called.expression)
}

function collect(
  source: string,
  read: (node: ts.Node) => { node: ts.Node; text: string } | undefined,
): Found[] {
  const tree = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true)
  const found: Found[] = []
  const visit = (node: ts.Node): void => {
    const hit = read(node)
    if (hit) {
      const { line } = tree.getLineAndCharacterOfPosition(hit.node.getStart(tree))
      found.push({ text: hit.text, line: line + 1 })
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}
