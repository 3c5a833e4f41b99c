import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { printHelpIfAsked } from '../shared/tooling/print-help.ts'
import { dataModelText } from './data-model.ts'
import { electionSchemaText } from './election-schema.ts'
import { openapiText, staffOpenapiText } from './openapi.ts'
import { rolesText } from './roles.ts'

printHelpIfAsked(`npm run docs: regenerates the documents in docs/ that come from the code.`)

const documents = {
  'openapi.json': openapiText(),
  'openapi-staff.json': staffOpenapiText(),
  'data-model.md': await dataModelText(),
  'election.schema.json': electionSchemaText(),
  'roles.md': rolesText(),
}
for (const [name, text] of Object.entries(documents)) {
  writeFileSync(join(import.meta.dirname, '..', 'docs', name), text)
}
