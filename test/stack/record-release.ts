import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { CloudAssembly } from 'aws-cdk-lib/cx-api'
import { synthesise } from '../../local/app/synthesise.ts'
import { contractFile, contractOf } from '../contract/released-contract.ts'
import { lastingResources, releaseFile } from './released-templates.ts'

// `npm run record-release`: notes down what this version deploys and answers, once it is released; the next one
// must not lose it. `npm run record-release -- CHECKOUT CDK_OUT` notes down another, synthesised in its checkout.

const [checkout = join(import.meta.dirname, '..', '..'), synthesised] = process.argv
  .slice(2)
  .map((path) => resolve(path))
const electionFile = join(checkout, 'election.json')
const directory = mkdtempSync(join(tmpdir(), 'reassort-release-'))
const assembly = synthesised
  ? new CloudAssembly(synthesised)
  : await synthesise(electionFile, join(directory, 'cdk.out'))
const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'))
const election = JSON.parse(readFileSync(electionFile, 'utf8'))
const release = { version, election, stacks: lastingResources(assembly) }
writeFileSync(releaseFile, `${JSON.stringify(release, null, 1)}\n`)
const contract = contractOf(readFileSync(join(checkout, 'docs', 'openapi.json'), 'utf8'))
writeFileSync(contractFile, `${JSON.stringify(contract, null, 1)}\n`)
rmSync(directory, { recursive: true })
