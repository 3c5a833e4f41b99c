import { type LocalRun, runLocally } from '../journey/local-run.ts'

export const mailsPerDay = 400

/** A run that has every alarm, with voters enough for all drills. */
export function startDrilledRun(): Promise<LocalRun> {
  return runLocally({
    extraVoters: 250,
    electionChanges: {
      smsDelaySeconds: 1,
      smsPerSecond: 50,
      mailsPerSecond: 50,
      mailsPerDay,
      lambdaConcurrency: 1000,
    },
  })
}
