import { staffSignInStart } from '../../shared/contract/staff-session.ts'
import { smokeTexts as texts } from '../../shared/texts/preflight/smoke-command.ts'
import { blocks, type Finding, ok } from '../preflight/finding.ts'
import { type Answer, problemOf, type SiteClient, siteClient, unlessSilent } from './site-client.ts'

/**
 * Whether staff can sign in, as far as nobody's account is needed: what the API answers to a stranger, and what the
 * provider does to whoever it sends there, with the address to come back to.
 * @param clientOf another browser, for another site
 */
export async function lookAtStaff(
  client: SiteClient,
  siteUrl: string,
  clientOf = siteClient,
): Promise<Finding[]> {
  return unlessSilent(async () => {
    const asked = ['GET', '/api/staff/session'] as const
    const { status: toStranger } = await client.send(...asked)
    if (toStranger !== 401) {
      return [blocks(texts.otherApi([`${asked.join(' ')} : ${toStranger}`]))]
    }
    const begun = await client.send('POST', '/api/staff/sign-in')
    const address = addressIn(begun)
    if (address === undefined) return [blocks(texts.noSignIn(problemOf(begun)))]
    const { status } = await clientOf(address).send('GET', address)
    const comeBack = new URL('/connexion/', siteUrl).href
    return [
      status < 400 ? ok(texts.provider(comeBack)) : blocks(texts.providerRefuses(status, comeBack)),
    ]
  }, texts.providerSilent)
}

function addressIn({ status, body }: Answer): string | undefined {
  if (status !== 200) return undefined
  return staffSignInStart.safeParse(JSON.parse(body.toString())).data?.address
}
