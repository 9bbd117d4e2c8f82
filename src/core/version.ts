import manifest from '../../package.json' with { type: 'json' }

/** Names the version of this action, as package.json has it. */
export const version: string = manifest.version
