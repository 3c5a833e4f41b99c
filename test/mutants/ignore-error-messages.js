/** What a failure of ours says is read in the log alone, and a reworded one must break no test. */
const errorMessages = {
  shouldIgnore: (path) =>
    path.isNewExpression() && path.node.callee.name?.endsWith('Error') ? 'a message' : undefined,
}

export const strykerPlugins = [{ kind: 'Ignore', name: 'error-messages', value: errorMessages }]
