/** The step of hashicorp/vault-action that the button inserts. */
export const example = `- name: Import secrets
  id: secrets
  uses: hashicorp/vault-action@v3
  with:
    url: https://vault.example.com:8200
    method: jwt
    role: deploy
    jwtGithubAudience: https://vault.example
    secrets: |
      secret/data/ci/app password | APP_PASSWORD ;
      database/creds/app username | PGUSER ;
      database/creds/app password | PGPASSWORD ;
`
