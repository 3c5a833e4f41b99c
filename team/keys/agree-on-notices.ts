import { moment } from '../../shared/texts/moments.ts'
import { rollTexts as texts } from '../../shared/texts/roll/roll-command.ts'
import { type ReachOptions, withDeployment } from '../reach-election.ts'
import { agreeToNotices, KeysRefusedError } from './remote-keys.ts'

/** `npm run roll -- agree`: another person may have the identifiers of notices. @returns the exit code */
export function agreeOnNotices(wishId: string, options: ReachOptions): Promise<number> {
  return withDeployment(options, async ({ deployment, election }) => {
    try {
      const { by, at, reason } = await agreeToNotices(deployment.askTeamFunction, wishId)
      console.log(texts.agreed(by, moment(at, election.timeZone), reason))
      return 0
    } catch (error) {
      if (!(error instanceof KeysRefusedError) || error.refusal !== 'not-agreed') throw error
      console.error(texts.nothingToAgree)
      return 1
    }
  })
}
