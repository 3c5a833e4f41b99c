import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import type { CloudAssembly } from 'aws-cdk-lib/cx-api'
import { addElection } from '../lib/election-stacks.ts'

const cdkFile = join(import.meta.dirname, '..', 'cdk.json')

/**
 * Synthesises the app in this process as `cdk synth` does, with the same feature flags.
 * @param directory where the templates and bundles go
 */
export function synthesise(electionFile: string, directory: string): CloudAssembly {
  const { context } = JSON.parse(readFileSync(cdkFile, 'utf8'))
  const app = new App({
    outdir: directory,
    // The names of a local run are the constructs' places in the stack.
    context: { ...context, 'aws:cdk:enable-path-metadata': true },
    // CDK's rules for templates take half of the time; `cdk synth` and `cdk deploy` check them.
    builtinCloudFormationValidation: false,
  })
  addElection(app, electionFile)
  return app.synth()
}
