import { ZxcvbnFactory } from '@zxcvbn-ts/core'
// One by one, from inside the packages: their own lists of lists weigh half as much again.
import graphs from '@zxcvbn-ts/language-common/dist/adjacencyGraphs.json.mjs'
import passwords from '@zxcvbn-ts/language-common/dist/passwords.json.mjs'
import words from '@zxcvbn-ts/language-fr/dist/commonWords.json.mjs'
import firstNames from '@zxcvbn-ts/language-fr/dist/firstnames.json.mjs'
import lastNames from '@zxcvbn-ts/language-fr/dist/lastnames.json.mjs'
import type { IsTooCommon } from './password-strength.ts'

declare global {
  interface Window {
    /** Set by this script, which weighs too much to be part of a page's own. */
    isTooCommon?: IsTooCommon
  }
}

/** As the API asks. Its dictionaries hold these and more: it may refuse what passes here, not the contrary. */
const LEAST_SCORE = 3
/** Beyond, an old phone would stop under the finger; the API looks no further either. */
const LOOKED_AT = 50

const zxcvbn = new ZxcvbnFactory({
  dictionary: {
    'passwords-common': passwords,
    'commonWords-fr': words,
    'firstnames-fr': firstNames,
    'lastnames-fr': lastNames,
  },
  graphs,
})

window.isTooCommon = (password) => {
  const beginning = [...password.normalize('NFC')].slice(0, LOOKED_AT).join('')
  return zxcvbn.check(beginning).score < LEAST_SCORE
}
