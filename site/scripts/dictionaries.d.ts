// The packages type only the whole of their dictionaries.
declare module '@zxcvbn-ts/language-common/dist/adjacencyGraphs.json.mjs' {
  export { adjacencyGraphs as default } from '@zxcvbn-ts/language-common'
}

declare module '@zxcvbn-ts/*.json.mjs' {
  const words: string[]
  export default words
}
