import { unsealCode } from '../../shared/domain/account/captcha.ts'
import { readElection } from '../../shared/runtime/deployed-election.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { partialContent } from '../../shared/runtime/partial-content.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { derivedKeys, originTokens } from '../../shared/runtime/secrets.ts'
import { resources } from './resources.ts'
import { securityCodeSound } from './security-code-sound.ts'

const environment = readEnvironment(resources)
const election = readElection()
const keys = derivedKeys(environment, election)

export const handler = httpHandler(originTokens(environment), async ({ pathParameters, range }) => {
  const code = unsealCode(await keys(), pathParameters.sealedCode ?? '', new Date())
  if (!code) throw new Problem('not-found')
  const sound = securityCodeSound(code)
  const reply = partialContent('audio/wav', sound, range)
  if (!reply) throw new Problem('range-not-satisfiable', { completeLength: sound.length })
  return reply
})
