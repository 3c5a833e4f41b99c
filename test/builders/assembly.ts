import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../../shared/domain/ledger/seal.ts'

/** The template of an election's service. @param output tells one version from another */
export const serviceOf = (output: string, mode = 'vote') =>
  JSON.stringify({ Outputs: { InterventionsTable: { Value: output }, Mode: { Value: mode } } })

/** What its function runs. */
export const codeOf = (version: string) => Buffer.from(`export const handler = '${version}'`)

/** As `cdk synth` leaves it: the service, and its data, which must be there before. */
export function synthesised(path: string, service: string, code = codeOf('v1')): void {
  mkdirSync(join(path, 'asset.code'))
  writeFileSync(join(path, 'asset.code', 'index.mjs'), code)
  const artifacts = {
    ...stack(path, 'Reassort', service, ['Reassort-Data']),
    ...stack(path, 'Reassort-Data', '{}', []),
  }
  writeFileSync(join(path, 'manifest.json'), JSON.stringify({ version: '36.0.0', artifacts }))
}

function stack(path: string, name: string, template: string, dependencies: string[]) {
  const [templateFile, assetsFile] = [`${name}.template.json`, `${name}.assets.json`]
  const bucketName = `cdk-hnb659fds-assets-\${AWS::AccountId}-\${AWS::Region}`
  const file = (source: object, objectKey: string) => ({
    source,
    destinations: { here: { bucketName, objectKey } },
  })
  const files = {
    template: file({ path: templateFile, packaging: 'file' }, `${sha256(template)}.json`),
    ...(dependencies.length > 0 && {
      code: file({ path: 'asset.code', packaging: 'zip' }, 'code.zip'),
    }),
  }
  writeFileSync(join(path, templateFile), template)
  writeFileSync(join(path, assetsFile), JSON.stringify({ version: '36.0.0', files }))
  const environment = 'aws://unknown-account/unknown-region'
  return {
    [`${name}.assets`]: { type: 'cdk:asset-manifest', properties: { file: assetsFile } },
    [name]: {
      ...{ type: 'aws:cloudformation:stack', environment, dependencies },
      properties: { templateFile },
    },
  }
}
