/** The servers that the stack can run. */
export const products = ['openbao', 'vault'] as const

/** One of them. */
export type Product = (typeof products)[number]

/** Display names of the servers. */
export const titles: Readonly<Record<Product, string>> = { openbao: 'OpenBao', vault: 'HashiCorp Vault' }

const variable = 'VAULT_EXCHANGE_TEST_SERVER'

/** Reads the server to test with from VAULT_EXCHANGE_TEST_SERVER; OpenBao if not set. Throws if the value is invalid. */
export const chosenProduct = (env: Readonly<Record<string, string | undefined>>): Product => {
  const asked = env[variable]
  if (asked === undefined || asked === '') return 'openbao'
  const product = products.find((one) => one === asked)
  if (product === undefined) throw new Error(`${variable} is "${asked}". Write: ${products.join(' or ')}`)
  return product
}
