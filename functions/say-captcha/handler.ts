import { unsealCode } from '../../shared/domain/account/captcha-sound.ts'
import { partialContent } from '../../shared/runtime/partial-content.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { serve } from '../../shared/runtime/serve.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { captchaWav } from './captcha-wav.ts'
import { resources } from './resources.ts'

const runtime = wireWithKeys(resources)

export const handler = serve(runtime, {
  async 'GET /api/captcha-sounds/{sealedCode}'({ pathParameters, range }) {
    const code = unsealCode(await runtime.keys(), pathParameters.sealedCode ?? '', new Date())
    if (!code) throw new Problem('not-found')
    const sound = captchaWav(code)
    const reply = partialContent('audio/wav', sound, range)
    if (!reply) throw new Problem('range-not-satisfiable', { completeLength: sound.length })
    return reply
  },
})
