import { staffSignInStart } from '../../shared/contract/staff-session.ts'
import { blocker, type Finding, ok } from '../preflight/finding.ts'
import { unexpectedAnswers } from './check-site.ts'
import { type Answer, problemOf, type SiteClient, siteClient } from './site-client.ts'

const staffGuide = 'docs/staff.md#the-provider'

const signInAdvice = (problem: string) => ({
  text: `Personne ne peut commencer à se connecter au site du personnel (${problem}).`,
  remedy: `AWS n'atteint pas le fournisseur d'identité, ou « staff.issuer » n'est pas le sien : ${staffGuide}.`,
})

export const staffSiteAdvice = (problem: string) => ({
  text: `Le site du personnel ou son fournisseur d'identité ne répond pas (${problem}).`,
  remedy: `Vérifiez le réseau, le DNS et « staff.issuer » : ${staffGuide}.`,
})

export async function checkStaffSite(
  client: SiteClient,
  siteUrl: string,
  clientOf = siteClient,
): Promise<Finding[]> {
  const request = ['GET', '/api/staff/session'] as const
  const { status: strangerStatus } = await client.send(...request)
  if (strangerStatus !== 401) {
    return [blocker(unexpectedAnswers([`${request.join(' ')} : ${strangerStatus}`]))]
  }
  const startAnswer = await client.send('POST', '/api/staff/sign-in')
  const signInUrl = signInUrlIn(startAnswer)
  if (signInUrl === undefined) return [blocker(signInAdvice(problemOf(startAnswer)))]
  const { status } = await clientOf(signInUrl).send('GET', signInUrl)
  const redirect = new URL('/connexion/', siteUrl).href
  if (status < 400) {
    return [
      ok(`Le fournisseur d'identité répond, et ne refuse pas ${redirect} comme adresse de retour.`),
    ]
  }
  return [
    blocker({
      text: `Le fournisseur d'identité refuse les personnes qui viennent se connecter (${status}).`,
      remedy: `Donnez-lui l'adresse de retour ${redirect} et vérifiez « staff.clientId » : ${staffGuide}.`,
    }),
  ]
}

function signInUrlIn({ status, body }: Answer): string | undefined {
  if (status !== 200) return undefined
  return staffSignInStart.safeParse(JSON.parse(body.toString())).data?.address
}
