import { readFileSync, writeFileSync } from 'node:fs'
import { type DeployedTemplate, splitTemplate } from '../lib/split-template.ts'

// `npm run split-stack`: from version 0.1, whose elections were one stack, to a stack of the data beside it.

const help = `Splits the template of an election that version 0.1 deployed: docs/deploy.md says when and how.

  npm run split-stack -- STACK TEMPLATE

  STACK      its stack, "Reassort"
  TEMPLATE   what aws cloudformation get-template --stack-name STACK --query TemplateBody wrote

It writes STACK.json and STACK-Data.json, and changes nothing on AWS.`

const [stack, template] = process.argv.slice(2)
if (!stack || !template || stack.startsWith('-')) {
  console.error(help)
  process.exitCode = 2
} else {
  const deployed = JSON.parse(readFileSync(template, 'utf8')) as DeployedTemplate
  const { main, kept } = splitTemplate(deployed, `${stack}-Data`)
  writeFileSync(`${stack}.json`, JSON.stringify(main))
  writeFileSync(`${stack}-Data.json`, JSON.stringify(kept))
  console.log(`${stack}-Data.json takes ${Object.keys(kept.Resources).length} resources:`)
  for (const [id, { Type }] of Object.entries(kept.Resources)) console.log(`  ${Type} ${id}`)
}
