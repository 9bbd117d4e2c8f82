module vault-exchange/testing/readers/go

go 1.21

require (
	github.com/compose-spec/compose-go/v2 v2.1.3
	github.com/docker/cli v28.5.2+incompatible
)

require (
	github.com/sirupsen/logrus v1.9.0 // indirect
	golang.org/x/sys v0.1.0 // indirect
)
