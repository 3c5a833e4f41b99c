import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AssetManifestArtifact, CloudAssembly } from 'aws-cdk-lib/cx-api'
import { modeOutput } from '../../shared/contract/stack-outputs.ts'
import type { ElectionMode } from '../../shared/domain/election-mode.ts'
import { sha256 } from '../../shared/domain/ledger/seal.ts'
import { readFiles } from '../../shared/tooling/build-cache.ts'
import { readTemplates } from '../seal/read-source.ts'

// What `cdk synth` made, in its own words a cloud assembly.

/** Their digests, by stack. */
export function templatesIn(directory: string): Record<string, string> {
  const digests = [...readTemplates(directory)].map(([stack, text]) => [stack, sha256(text)])
  return Object.fromEntries(digests)
}

/** Which of the stacks is the election's. */
export function electionStackIn(directory: string): { stack: string; mode: ElectionMode } {
  for (const [stack, template] of readTemplates(directory)) {
    const { Outputs = {} } = JSON.parse(String(template)) as {
      Outputs?: Record<string, { Value?: unknown }>
    }
    if (!('InterventionsTable' in Outputs)) continue
    return { stack, mode: Outputs[modeOutput]?.Value === 'rehearsal' ? 'rehearsal' : 'vote' }
  }
  throw new Error('No stack of the app is an election')
}

export interface Place {
  account: string
  region: string
}

/** What is put where `cdk bootstrap` has files put. */
export interface DeployedFile extends Place {
  bucket: string
  key: string
  /** Of a zip, by their paths; of any other file, the one without a name. */
  content: Map<string, Uint8Array>
  isZip: boolean
}

interface Manifest {
  files: Record<
    string,
    {
      source: { path: string; packaging: string }
      destinations: Record<string, { bucketName: string; objectKey: string; region?: string }>
    }
  >
}

/** The stacks in the order in which they need each other, and all their files. */
export function readAssembly(directory: string, { account, region: ours }: Place) {
  const { stacks, artifacts } = new CloudAssembly(directory)
  const regionOf = (said = '') => (/^[a-z]+-[a-z-]+-\d$/.test(said) ? said : ours)
  const manifests = artifacts.filter((one) => AssetManifestArtifact.isAssetManifestArtifact(one))
  const files = manifests
    .flatMap(({ file }) =>
      Object.values((JSON.parse(readFileSync(file, 'utf8')) as Manifest).files),
    )
    .flatMap(({ source, destinations }) => {
      const path = join(directory, source.path)
      const isZip = source.packaging === 'zip'
      const content = isZip ? readFiles(path) : new Map([['', readFileSync(path)]])
      return Object.values(destinations).map(({ bucketName, objectKey, region }) => {
        const place = { account, region: regionOf(region) }
        const bucket = bucketName
          .replace(`\${AWS::AccountId}`, account)
          .replace(`\${AWS::Region}`, place.region)
        return { ...place, bucket, key: objectKey, content, isZip }
      })
    })
  return {
    stacks: stacks.map(({ stackName, environment }) => ({
      stack: stackName,
      region: regionOf(environment.region),
    })),
    // Stacks share files.
    files: [...new Map(files.map((one) => [`${one.bucket}/${one.key}`, one])).values()],
  }
}
