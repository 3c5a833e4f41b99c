import type { SynthesisedApp } from '../app/read-app.ts'
import { startCloudFront } from '../cloudfront.ts'
import type { Lambdas } from '../lambda.ts'
import { portsOf } from '../ports.ts'
import type { Secrets } from '../secrets.ts'
import type { Services } from '../services.ts'
import { demoPeople, demoStaff } from './demo-people.ts'

interface StaffOptions {
  app: SynthesisedApp
  lambdas: Lambdas
  secrets: Secrets
  originHeaders: Services['originHeaders']
  port: number
}

export async function startStaff(
  { app, lambdas, secrets, originHeaders, port }: StaffOptions,
  stopTasks: (() => unknown)[],
) {
  const { staff, outputs } = app
  if (!staff) throw new Error('The app has no site for staff')
  const ports = portsOf(port)
  const siteUrl = `http://localhost:${ports.staff}`
  const { startProvider } = await import('./provider.ts')
  const provider = await startProvider({
    port: ports.provider,
    clientId: demoStaff(port).clientId,
    clientSecret: JSON.parse(secrets.value(String(outputs.StaffClientSecret))).current,
    redirectUri: `${siteUrl}/connexion/`,
  })
  stopTasks.push(provider.close)
  const staffSite = await startCloudFront({
    app: { ...app, ...staff },
    lambdas,
    originHeaders,
    port: ports.staff,
  })
  stopTasks.push(staffSite.close)
  return { siteUrl, people: demoPeople }
}
