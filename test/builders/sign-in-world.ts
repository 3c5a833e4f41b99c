import { type SignInResult, signIn } from '../../functions/sign-in/sign-in.ts'
import { readSessionCookie } from '../../shared/domain/account/session.ts'
import { aVoterWorld } from './voter-world.ts'
import { password } from './voters.ts'

type Given = Partial<Parameters<typeof signIn>[1]>

export async function aSignInWorld() {
  const world = await aVoterWorld()
  const { voter, ports } = world

  function attempt(
    changes: Given = {},
    dependencies: Partial<Parameters<typeof signIn>[0]> = {},
  ): Promise<SignInResult> {
    const browser = { deviceCookie: undefined, clientNetwork: '198.51.100.7' }
    const given = { email: voter.email, password, ...browser, ...changes }
    return signIn({ ...ports, ...dependencies }, given)
  }

  async function signedIn(changes: Given = {}) {
    const result = await attempt(changes)
    if (result.outcome !== 'signed-in') throw new Error(result.outcome)
    const claim = readSessionCookie(result.cookie)
    if (!claim) throw new Error('The cookie cannot be read')
    return { claim, deviceCookie: result.deviceCookie }
  }

  return { ...world, attempt, signedIn }
}
