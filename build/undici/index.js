/** What @actions/http-client imports at start and uses only in getAgentDispatcher, which nothing here calls. */
export class ProxyAgent {
  constructor() {
    throw new Error('fetch through a proxy is not part of this bundle')
  }
}
