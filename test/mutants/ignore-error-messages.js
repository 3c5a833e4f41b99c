import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin'

/** What a failure of ours says is read in the log alone, and a reworded one must break no test. */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'error-messages', {
    shouldIgnore: (path) =>
      path.isNewExpression() && path.node.callee.name?.endsWith('Error') ? 'a message' : undefined,
  }),
]
