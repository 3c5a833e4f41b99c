import { Argument, Option } from 'commander'
import { rotatedRings } from '../shared/domain/account/key-rotation.ts'
import { runReplace, runRetire, runStatus } from '../team/keys/run-keys.ts'
import { defineProgram } from '../team/program.ts'

export const { electionVerb, run } = defineProgram(
  'keys',
  "Remplace les clés d'une élection en cours, sans rien invalider de ce qui est en route.",
  'status --stack',
  'replace proofKeys --stack',
  'retire proofKeys --stack',
)

const ringArgument = new Argument('<GROUPE>', 'de clés').choices(rotatedRings)

electionVerb('status', runStatus).description(
  'Dit quelles versions existent, laquelle sert, et combien d’identifiants chacune a faits.',
)
electionVerb('replace', runReplace, ringArgument).description(
  "Ajoute une version, attend une dizaine de minutes que tout la connaisse, puis s'en sert. Interrompu, se relance. Code 1, et rien n'est ajouté, tant qu'une version d'avant est encore acceptée.",
)
electionVerb(
  'retire',
  runRetire,
  ringArgument,
  new Option(
    '--forget-browsers',
    "n'attend pas 90 jours : les navigateurs dont l'électeur ne s'est pas reconnecté depuis « replace » ne sont plus connus. Pour une clé qui a fuité",
  ),
).description(
  "Oublie la version d'avant, si plus rien ne repose sur elle ; sinon dit quoi. À deux, une fois la liste scellée.",
)

if (import.meta.main) await run()
