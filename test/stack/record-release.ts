import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openapiText } from '../../bin/openapi.ts'
import { synthesise } from '../../local/app/synthesise.ts'
import { contractFile, contractOf } from '../contract/released-contract.ts'
import { lastingResources, releaseFile } from './released-templates.ts'

// `npm run record-release`: notes down what this version deploys and answers; the next one must not lose it.

/** So that the next record differs by whole lines: of one resource, of one route. */
const aLineEach = (entries: object) =>
  `{\n${Object.entries(entries)
    .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`)
    .join(',\n')}\n}`

const root = join(import.meta.dirname, '..', '..')
const electionFile = join(root, 'election.json')
const directory = mkdtempSync(join(tmpdir(), 'reassort-record-'))
const assembly = await synthesise(electionFile, join(directory, 'cdk.out'))
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const election = JSON.parse(readFileSync(electionFile, 'utf8'))
const resources = aLineEach(lastingResources(assembly))
rmSync(directory, { recursive: true })
writeFileSync(
  releaseFile,
  `${aLineEach({ version, election }).slice(0, -2)},\n"resources": ${resources}\n}\n`,
)
writeFileSync(contractFile, `${aLineEach(contractOf(openapiText()))}\n`)
