import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openapiText } from '../../bin/openapi.ts'
import { printHelpIfAsked } from '../../shared/tooling/print-help.ts'
import { contractFile, contractOf } from '../contract/released-contract.ts'
import { election, root, synthesiseElection } from './local-app.ts'
import { lastingResources, releaseFile } from './released-templates.ts'

printHelpIfAsked(
  `npm run record-release: notes down what this version deploys and answers, over the committed record in test/golden/;
the next version must not lose it.`,
)

const aLineEach = (entries: object) =>
  `{\n${Object.entries(entries)
    .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`)
    .join(',\n')}\n}`

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const resources = aLineEach(lastingResources(await synthesiseElection(election)))
writeFileSync(
  releaseFile,
  `${aLineEach({ version, election }).slice(0, -2)},\n"resources": ${resources}\n}\n`,
)
writeFileSync(contractFile, `${aLineEach(contractOf(openapiText()))}\n`)
