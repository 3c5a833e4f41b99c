import type { LocalDeployment } from '../team/deployment.ts'

export type EmulatorName = Lowercase<keyof LocalDeployment['endpoints']>

const serviceNames: Record<string, string> = { secretsManager: 'SECRETS_MANAGER' }

export async function endpointVariables(
  startProxy: (endpoint: string, emulator: EmulatorName) => Promise<string>,
  endpoints: LocalDeployment['endpoints'],
): Promise<Record<string, string>> {
  const variables = Object.entries(endpoints).map(async ([name, endpoint]) => {
    const service = serviceNames[name] ?? name.toUpperCase()
    const proxyUrl = await startProxy(endpoint, name.toLowerCase() as EmulatorName)
    return [`AWS_ENDPOINT_URL_${service}`, proxyUrl]
  })
  return Object.fromEntries(await Promise.all(variables))
}
